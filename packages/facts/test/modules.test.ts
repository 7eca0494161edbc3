import { describe, expect, test } from '@jest/globals'
import { extract, moduleRecord } from '../src/index.js'
import { exported, given, imported } from './shown.js'

describe('what a file imports', () => {
  test.each([
    ["import a from 'm'", 'import m { default as a }'],
    ["import { a, b as c } from 'm'", 'import m { a as a, b as c }'],
    ["import { 'a b' as c } from 'm'", 'import m { a b as c }'],
    ["import a, * as n from 'm'", 'import m { default as a, * as n }'],
    ["import 'm'", 'import m {  }'],
    ["import {} from 'm'", 'import type m {  }'],
    ["export {} from 'm'", 're-export type m {  }'],
    ["import { type A, b } from 'm'", 'import m { type A as A, b as b }'],
    ["import type A from 'm'", 'import type m { default as A }'],
    ["import data from './a.json' with { type: 'json' }", 'import ./a.json { default as data }'],
    ["import x = require('m')", 'require m { = as x }'],
    ["import type x = require('m')", 'require type m { = as x }'],
    ["const x = require('m')", 'require m { = as x }'],
    ["const { a, b: c } = require('m')", 'require m { a as a, b as c }'],
    ["const { a: { b } } = require('m')", 'require m { a }'],
    ["require('m')", 'require m {  }'],
    ["const x = require('m').a", 'require m {  }'],
    ['const x = require(`m`)', 'require m { = as x }'],
    ["const x = await import('m')", 'dynamic m { * as x }'],
    ["const { a } = await import('m')", 'dynamic m { a as a }'],
    ["import('m').then(m => m.a())", 'dynamic m {  }'],
    ["export { a, b as c } from 'm'", 're-export m { a, b }'],
    ["export { type A } from 'm'", 're-export m { type A }'],
    ["export type { A } from 'm'", 're-export type m { A }'],
    ["export * from 'm'", 're-export m { * }'],
    ["export * as n from 'm'", 're-export m { * }'],
  ])('%s', (code, line) => expect(imported(extract('a.ts', code))).toEqual([line]))

  test.each(["require(name)", "require('a' + b)", 'import(`./${name}.js`)', "function f(require) { return require('m') }", "import b = a.b"])('%s imports nothing that the text names', code =>
    expect(imported(extract('a.ts', code))).toEqual([]))

  test('in JavaScript an import that names nothing runs the other file', () => {
    expect(imported(extract('a.js', "import {} from 'm'"))).toEqual(['import m {  }'])
    expect(moduleRecord('a.js', "import {} from 'm'").from).toHaveLength(1)
    expect(moduleRecord('a.ts', "import {} from 'm'; import 'n'").from.map(one => one.specifier)).toEqual(['n'])
  })

  test('the span is the specifier', () => {
    const code = "import a from 'first'; const b = require('second'); export * from 'third'; import('fourth')"
    expect(extract('a.ts', code).imports.map(i => code.slice(i.start, i.end))).toEqual(["'first'", "'second'", "'third'", "'fourth'"])
  })

  test.each([
    ["import { a } from 'm'; a(); a", 2],
    ["import { a } from 'm'; let x: a; type Y = typeof a", 0],
    ["import { a } from 'm'; export { a }", 1],
    ["import { a } from 'm'; export default a", 1],
    ["import { a } from 'm'; const x = { a }", 1],
    ["import { A } from 'm'; class B extends A {}", 1],
    ["import { A } from 'm'; class B implements A {}", 0],
    ["import { A } from 'm'; class B { constructor(private a: A) {} }", 0],
    ["import { A } from 'm'; @D() class B { constructor(private a: A) {} }", 1],
    ["import { a } from 'm'; function f(a) { return a }", 0],
    ["const { a } = require('m'); a()", 1],
    ["const a = await import('m'); a.b; a.c", 2],
    ["export { a } from 'm'", 1],
  ])('%s reads the name %i times', (code, reads) => expect(extract('a.ts', code).imports.flatMap(i => i.names.map(n => n.reads))).toEqual([reads]))

  test('an imported name stands for what it names', () => {
    const facts = extract('a.ts', "import x from 'a'; import { b as y } from 'b'; import * as z from 'c'; const { d: { e: w } } = require('d')")
    expect(['x', 'y', 'z', 'w'].map(name => given(facts, name))).toEqual([['import(a).default'], ['import(b).b'], ['import(c).*'], ['import(d).=.d.e']])
  })
})

describe('what a file exports', () => {
  test.each<[string, ...string[]]>([
    ['export const a = 1, b = 2', 'a: a', 'b: b'],
    ['export const { a, b: [c, ...d], ...e } = f', 'a: a', 'c: c', 'd: d', 'e: e'],
    ['export function a() {} export class B {} export enum C {}', 'a: a', 'B: B', 'C: C'],
    ['export type A = 1; export interface B {}', 'A: nothing', 'B: nothing'],
    ['const a = 1; export { a, a as b, a as "c d", a as default }', 'a: a', 'b: a', 'c d: a', 'default: a'],
    ['export default 1 + 2', 'default: 1 + 2'],
    ['export default function a() {}', 'default: a'],
    ['export default function () {}', 'default: function default'],
    ['export default class {}', 'default: class default'],
    ['export default () => 1', 'default: function'],
    ['export default interface A {}', 'default: nothing'],
    ['export = { a: 1 }', '=: { a: 1 }'],
    ["export { a, default, b as c, default as d } from 'm'", 'a: import(m).a', 'default: import(m).default', 'c: import(m).b', 'd: import(m).default'],
    ["export { type A } from 'm'", 'A: type import(m).A'],
    ["export * as n from 'm'", 'n: import(m).*'],
    ["export * from 'm'; export * from 'n'", '* of m', '* of n'],
    ['module.exports = f', '=: global f'],
    ['module.exports = { a: 1, ...b }', '=: { a: 1, ...global b }'],
    ['module.exports.a = 1; exports.b = 2; module["exports"].c = 3; exports["d"] = 4', 'a: 1', 'b: 2', 'c: 3', 'd: 4'],
    ['exports.a = exports.b = f', 'b: global f', 'a: global f'],
    ['exports = module.exports = f', '=: global f'],
    ['Object.assign(module.exports, { a: 1, ...b }, { c: 2 })', 'a: 1', 'c: 2'],
    ['Object.assign(exports, f, { a: 1 })', 'a: 1'],
    ['Object.assign(f, { a: 1 }); f.assign(exports, { a: 1 })'],
    ['function f(Object) { Object.assign(exports, { a: 1 }) }'],
    ['function f(module, exports) { module.exports = 1; exports.a = 2 }'],
    ['const a = 1; module.other = a; other.exports = a'],
  ])('%s', (code, ...lines) => expect(exported(extract('a.ts', code))).toEqual(lines))

  test('a name that is a type as well has both', () => {
    const { a } = extract('a.ts', 'export interface a { b: string } export const a = 1').exports
    expect(a).toMatchObject({ value: expect.any(Number), type: expect.any(Number) })
  })
})

test('the short record names what is imported as a value, and nothing else', () => {
  const code = "import a from 'a'; import type B from 'b'; import { type C } from 'c'; import 'd'; export * from 'e'; export type { F } from 'f'; import('g'); require('h'); import(name)"
  expect(moduleRecord('a.ts', code).from.map(f => f.specifier).sort()).toEqual(['a', 'd', 'e', 'g', 'h'])
})
