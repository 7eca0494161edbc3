import { describe, expect, test } from '@jest/globals'
import { extract } from '../src/index.js'
import { given, shown } from './shown.js'

describe('what the name x is given', () => {
  test.each<[string, ...string[]]>([
    ['const x = 1', '1'],
    ['let x'],
    ['let x; x = 1; x = 2', '1', '2'],
    ['let x = 1; x += 2', '1', 'unknown'],
    ['let x; x ??= 1; x ||= 2; x &&= 3', '1', 'choice || (x, 2)', 'choice && (x, 3)'],
    ['let x; () => { x ??= 1 }', '1'],
    ['const { x } = a', 'global a.x'],
    ['const { b: x } = a', 'global a.b'],
    ["const { 'b-c': x } = a", 'global a.b-c'],
    ['const { [b]: x } = a', 'global a[global b]'],
    ['const { b: { c: x } } = a', 'global a.b.c'],
    ['const { x = 1 } = a', 'choice default (global a.x, 1)'],
    ['const { b: { x = 1 } = {} } = a', 'choice default (choice default (global a.b, {  }).x, 1)'],
    ['const { b, c: d, ...x } = a', 'rest of global a without b, c'],
    ['const [x] = a', 'global a[0]'],
    ['const [, , x = 1] = a', 'choice default (global a[2], 1)'],
    ['const [b, ...x] = a', 'unknown'],
    ['let x; [x] = a; ({ x } = b); ({ c: [x] } = d)', 'global a[0]', 'global b.x', 'global d.c[0]'],
    ['for (const x of a) {}', 'global a[unknown]'],
    ['for (const x in a) {}', 'unknown'],
    ['let x; for (x of a) {}', 'global a[unknown]'],
    ['for (const { x } of a) {}', 'global a[unknown].x'],
    ['try {} catch (x) {}', 'unknown'],
    ['try {} catch ({ x }) {}', 'unknown.x'],
    ['function x() {}', 'function x'],
    ['function x(a: string): void; function x(a: any) {}', 'function x'],
    ['class x {}', 'class x'],
    ['const x = function () {}, y = x', 'function x'],
    ['const x = class {}', 'class x'],
    ['enum x { A, B = 5, C, D = "d", E, "F-G" = 1 << 2 }', '{ A: 0, B: 5, C: 6, D: "d", E: unknown, F-G: 1 << 2 }'],
    ['const enum x { A = -1, B }', '{ A: - 1, B: unknown }'],
    ['declare const x: string'],
    ['import x = require("m")', 'import(m).='],
    ['using x = f()', 'global f()'],
    ['var x = 1; { var x = 2 } if (a) for (var x of b) var c', '1', '2', 'global b[unknown]'],
    ['x = 1; var x', '1'],
    ['const x = 1; { const x = 2 }', '1', '2'],
    ['const x = 1; function f(x) {}', '1', 'argument 0 of f'],
    ['switch (a) { case 1: let x = 1; default: x = 2 }', '1', '2'],
  ])('%s', (code, ...values) => expect(given(extract('a.ts', code))).toEqual(values))

  test.each<[string, ...string[]]>([
    ['function f(x) {}', 'argument 0 of f'],
    ['function f(a, x = 1) {}', 'choice default (argument 1 of f, 1)'],
    ['function f({ x }) {}', 'argument 0 of f.x'],
    ['function f({ a: { x = 1 } = {}, ...b } = {}) {}', 'choice default (choice default (choice default (argument 0 of f, {  }).a, {  }).x, 1)'],
    ['function f(a, ...x) {}', '...argument 1 of f'],
    ['function f(a, ...[b, x]) {}', '...argument 1 of f[1]'],
    ['class A { constructor(private x = 1) {} }', 'choice default (argument 0 of constructor, 1)'],
    ['const f = async x => x', 'argument 0 of f'],
  ])('as a parameter: %s', (code, ...values) => expect(given(extract('a.ts', code))).toEqual(values))
})

test.each([
  ['const x = 1; f(x, x)', 2],
  ['let x = 1; x = 2', 0],
  ['let x = 1; x += 2', 0],
  ['const x = 1; const y = { x, y: `${x}` }', 2],
  ['const x = 1; export { x }', 1],
  ['const x = 1; type A = typeof x', 0],
  ['const x = 1; { const x = 2; f(x) }', 0],
  ['const x = f; const a = <x.y/>', 1],
])('%s: x is read %i times', (code, reads) => expect(extract('a.tsx', code).bindings.find(b => b.name === 'x')!.reads).toBe(reads))

test('each value of a name stands in the block that gives it', () => {
  const facts = extract('a.ts', 'let x = 0; if (a) x = 1; else { x = 2 }')
  const { values, blocks } = facts.bindings[0]!
  expect(values.map((value, i) => [shown(facts, value), blocks?.[i] === undefined ? undefined : facts.blocks[blocks[i]]?.negated ?? false])).toEqual([['0', undefined], ['1', false], ['2', true]])
})

test('a name that is declared more than once in a scope is one', () => {
  expect(extract('a.ts', 'var a = 1; var a = 2; function a() {}').bindings).toHaveLength(1)
})
