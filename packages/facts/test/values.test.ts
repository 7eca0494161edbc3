import { describe, expect, test } from '@jest/globals'
import { extract, type TypeFact } from '../src/index.js'
import { shown, typeShown } from './shown.js'

const valueOf = (code: string): string => {
  const facts = extract('a.ts', `export default (${code})`)
  return shown(facts, facts.exports['default']?.value)
}

describe('an expression', () => {
  test.each([
    ["'a'", '"a"'], ['1.5', '1.5'], ['0x10', '16'], ['1_000', '1000'], ['true', 'true'], ['null', 'null'], ['undefined', 'undefined'], ['/a/g', 'regex'], ['10n', 'unknown'],
    ['`a`', '`a`'], ['`a${b}c${d.e}`', '`a${global b}c${global d.e}`'], ['sql`a${b}`', 'global sql(tag `a${global b}`)'],
    ['a', 'global a'], ['a.b.c', 'global a.b.c'], ["a['b']", 'global a.b'], ['a[`b`]', 'global a.b'], ['a[0]', 'global a.0'], ['a[b]', 'global a[global b]'], ['a?.b?.[c]', 'global a.b[global c]'],
    ['a(b, ...c, d)', 'global a(global b, ...global c, global d)'], ['a?.()', 'global a()'], ['new A', 'new global A()'], ['new A.B(c)', 'new global A.B(global c)'], ['a().b()', 'global a().b()'],
    ['[1, , ...a]', '[1, undefined, ...global a]'],
    ['a ? b : c', 'choice ?: (global b, global c)'], ['a ?? b', 'choice ?? (global a, global b)'], ['a || b && c', 'choice || (global a, choice && (global b, global c))'],
    ['a + 1', 'global a + 1'], ['5 * 1000', '5 * 1000'], ['!a', '! global a'], ['-1', '- 1'], ['void 0', 'void 0'], ['typeof a', 'typeof global a'],
    ['a, b', 'global b'], ['a = b', 'global b'], ['a++', 'unknown'], ['await a', 'await global a'], ['(a)', 'global a'],
    ['a!', 'global a'], ['a as const', 'global a'], ['a as B', 'global a as global B'], ['a satisfies B<C>', 'global a as global B<global C>'], ['<B>a', 'global a as global B'], ['f<T>', 'global f'],
    ['() => 1', 'function'], ['function f() {}', 'function f'], ['class A {}', 'class A'], ['this', 'this'], ['import.meta.url', 'global import.meta.url'], ['new.target', 'unknown'],
    ["require('m').a", 'import(m).=.a'], ["import('m')", 'import(m).*'], ['import(a)', 'unknown'],
  ])('%s', (code, line) => expect(valueOf(code)).toBe(line))

  test.each([
    ['{}', '{  }'],
    ['{ a: 1, "b-c": 2, 3: 4, [`d`]: 5 }', '{ a: 1, b-c: 2, 3: 4, d: 5 }'],
    ['{ a, b }', '{ a: global a, b: global b }'],
    ['{ ...a, b: 1, ...c.d() }', '{ ...global a, b: 1, ...global c.d() }'],
    ['{ [a]: 1, [b.c]: 2 }', '{ [global a]: 1, [global b.c]: 2 }'],
    ['{ a() {}, async *b() {}, c: () => 1, d: function e() {} }', '{ a: function a, b: function b, c: function c, d: function e }'],
    ['{ get a() { return 1 } }', '{ get a: function a }'],
    ['{ a: { b: { c: 1 } } }', '{ a: { b: { c: 1 } } }'],
  ])('%s', (code, line) => expect(valueOf(code)).toBe(line))

  test('is walked once: no call of a file is there twice', () => {
    const code = 'a(b(), { c: d(), ...e() }, [f(), ...g()], () => h(), `${i()}`, j() ? k() : l(), m()!, n() as O, await p(), (q(), r()), s = t(), u`${v()}`, new W(x()), y?.(z()))'
    const { calls } = extract('a.ts', `async function main() { ${code} }`)
    expect(calls).toHaveLength(23)
    expect(new Set(calls.map(c => `${c.start}-${c.end}`)).size).toBe(23)
  })
})

describe('a type', () => {
  test.each([
    ['string', 'string'], ["'a'", '"a"'], ['A', 'global A'], ['A.B.C', 'global A.B.C'], ['A<B, C[]>', 'global A<global B, global C[]>'], ['typeof a.b', 'typeof global a.b'],
    ['A | null', '(global A | null)'], ['A & { b: C; d(): D; readonly e?: F; get g(): G }', '(global A & { b: global C, d: () => global D, e: global F, g: global G })'], ["A['b']", "global A['b']"], ['A[B]', 'unknown'],
    ['readonly A[]', 'global A[]'], ['(A)', 'global A'], ['() => A', '() => global A'], ["import('pg').Pool", 'type import(pg).Pool'], ['A extends B ? C : D', 'unknown'], ['keyof A', 'global A'],
  ])('%s', (code, line) => {
    const facts = extract('a.ts', `let x: ${code}`)
    expect(typeShown(facts, facts.bindings[0]!.type)).toBe(line)
  })

  test('may be named before it is declared, and name itself', () => {
    const facts = extract('a.ts', 'let x: A; interface A extends B { a: A | string } type B = { b: C }; import { C } from "m"')
    // A name of one's own file is a choice of one.
    const named = (ref: number): TypeFact => { const type = facts.types[ref]!; return type.is === 'union' && type.of.length === 1 ? named(type.of[0]!) : type }
    const type = named(facts.bindings.find(b => b.name === 'x')!.type!)
    expect(type).toMatchObject({ is: 'object', members: [{ name: 'a' }], extends: [expect.any(Number)] })
    const own = type.is === 'object' ? named(type.members[0]!.type!) : undefined
    expect(own?.is === 'union' && named(own.of[0]!)).toBe(type)
  })
})
