import { describe, expect, test } from '@jest/globals'
import { extract, type FileFacts } from '../src/index.js'
import { shown, typeShown } from './shown.js'

describe('a function', () => {
  const first = (code: string) => {
    const facts = extract('a.ts', code)
    return { facts, fn: facts.functions[0]! }
  }

  test.each<[string, ...string[]]>([
    ['function f() { return 1 }', '1'],
    ['function f() { if (a) return 1; return; }', '1'],
    ['function f() { try { return a } finally { return b } }', 'global a', 'global b'],
    ['function f() { function g() { return 1 } }'],
    ['const f = () => a', 'global a'],
    ['const f = () => ({ a })', '{ a: global a }'],
    ['const f = async () => { for (const a of b) return a }', 'a'],
  ])('%s returns', (code, ...values) => {
    const { facts, fn } = first(code)
    expect(fn.returns.map(ref => shown(facts, ref))).toEqual(values)
  })

  test.each([
    ['async function* f() {}', { name: 'f', async: true, generator: true }],
    ['const f = () => 1', { name: 'f' }],
    ['const f = function g() {}', { name: 'g' }],
    ['export default () => 1', { name: undefined }],
    ['a(() => 1)', { argumentOf: { call: 0, index: 0 } }],
    ['a(b, async () => 1)', { argumentOf: { call: 0, index: 1 } }],
    ['if (a) b = () => 1', { block: 0 }],
    ['function f() { throw new E() }', { throws: [expect.any(Number)] }],
  ])('%s', (code, expected) => expect(first(code).fn).toMatchObject(expected))

  test('in a literal is handed to nobody', () => expect(first('a({ b: () => 1 })').fn.argumentOf).toBeUndefined())

  test('knows its parameters', () => {
    const { facts, fn } = first('function f(a?: A, b = c, { d }: D = {}, ...e: E[]): R {}')
    expect(fn.parameters.map(p => `${p.rest ? '...' : ''}${p.name ?? '{}'}${p.optional ? '?' : ''}: ${typeShown(facts, p.type)} = ${shown(facts, p.default)}`))
      .toEqual(['a?: global A = nothing', 'b: no type = global c', '{}: global D = nothing', '...e: global E[] = nothing'])
    expect(typeShown(facts, fn.returnType)).toBe('global R')
  })

  test('knows in which it stands', () => {
    expect(extract('a.ts', 'function a() { return () => { function b() {} } } const c = () => 1').functions.map(f => f.parent)).toEqual([undefined, 0, 1, undefined])
  })
})

describe('a class', () => {
  const lines = (facts: FileFacts) => facts.classes[0]!.members.map(m => `${m.static ? 'static ' : ''}${m.kind} ${m.name}: ${typeShown(facts, m.type)} = ${shown(facts, m.value)}`)

  test.each<[string, ...string[]]>([
    ['class A { a = 1; static b = 2; #c = 3; "d" = 4; [`e`] = 5; [f] = 6; g?: G; declare h: H }',
      'field a: no type = 1', 'static field b: no type = 2', 'field #c: no type = 3', 'field d: no type = 4', 'field e: no type = 5', 'field g: global G = nothing', 'field h: global H = nothing'],
    ['class A { a() {} static async b() {} *c() {} #d() {} get e() { return 1 } set e(v) {} }',
      'method a: no type = function a', 'static method b: no type = function b', 'method c: no type = function c', 'method #d: no type = function #d', 'getter e: no type = function e', 'setter e: no type = function e'],
    ['class A { constructor(private a: X, readonly b = 1, protected c?: Y, d: Z) {} }', 'field a: global X = a', 'field b: no type = b', 'field c: global Y = c'],
    ['class A { a = () => this.b; accessor c = 1 }', 'field a: no type = function', 'field c: no type = 1'],
    ['abstract class A { abstract a(): B; b(x: string): void; b(x: any) {} [key: string]: unknown; abstract get c(): C; abstract d: D; abstract set e(v: E) }',
      'method a: () => global B = nothing', 'method b: no type = function b', 'getter c: global C = nothing', 'field d: global D = nothing'],
  ])('%s', (code, ...members) => expect(lines(extract('a.ts', code))).toEqual(members))

  test('knows where it comes from', () => {
    const facts = extract('a.ts', '@D(1) @E export abstract class A<T> extends B.C<T> implements F, G.H<T> {}')
    const fact = facts.classes[0]!
    expect([fact.name, fact.abstract, shown(facts, fact.extends), fact.extendsTypeArguments?.map(t => typeShown(facts, t)), fact.implements.map(t => typeShown(facts, t)), fact.decorators.map(d => shown(facts, d))])
      .toEqual(['A', true, 'global B.C', ['global T'], ['global F', 'global G.H<global T>'], ['global D(1)', 'global E']])
    expect(facts.calls).toMatchObject([{ decorates: true }])
  })

  test.each([
    ['class A { a() { return this.b } }', 'this of A.b'],
    ['class A { a = () => this.b }', 'this of A.b'],
    ['class A { a() { return (() => this.b)() } }', 'this of A.b'],
    ['class A { static a() { return this.b } }', 'this of static A.b'],
    ['class A { a() { return function () { return this.b } } }', 'this.b'],
    ['class A { a() { return { c() { return this.b } } } }', 'this.b'],
    ['class A extends B { a() { return super.a() } }', 'super of A.a()'],
  ])('%s', (code, line) => {
    const facts = extract('a.ts', code)
    expect(facts.functions.flatMap(f => f.returns).map(ref => shown(facts, ref))).toContain(line)
  })
})

describe('what a function sees as `this`', () => {
  test.each<[string, string | undefined]>([
    ['const a = { f() { return this } }', '{ f: function f }'],
    ['const a = { f: function () { return this } }', '{ f: function f }'],
    ['const a = { get f() { return this } }', '{ get f: function f }'],
    ['const a = { async f() { return [1].map(() => this) } }', '{ f: function f }'],
    ['a.f = function () { return this }', 'global a'],
    ['a.b.f = function () { return this }', 'global a.b'],
    ['const a = { f() { return b(function () { return this }) } }', undefined],
    ['const a = { f: () => this }', undefined],
    ['const a = { f: b(function () { return this }) }', undefined],
    ['const a = { [f]() { return this } }', undefined],
    ['class A { f = { g: () => this } }', undefined],
    ['function f() { return this }', undefined],
  ])('%s', (code, into) => {
    const facts = extract('a.ts', code)
    const self = facts.values.find(value => value.is === 'this')
    const { methodOf } = facts.functions[self?.is === 'this' ? self.function ?? -1 : -1] ?? {}
    expect(methodOf === undefined ? undefined : shown(facts, methodOf)).toBe(into)
  })
})

describe('a function with a prototype', () => {
  const members = (code: string) => {
    const facts = extract('a.js', code)
    return facts.classes.map(({ name, extends: base, members: all }) => `${name}${base === undefined ? '' : ` extends ${shown(facts, base)}`}: ${all.map(m => `${m.kind} ${m.name}`).join(', ')}`)
  }

  test.each<[string, ...string[]]>([
    ['function A() {} A.prototype.b = function () {}', 'A: method b'],
    ['const A = function () {}; A.prototype.b = 1', 'A: field b'],
    ['function A() {} A.prototype = { constructor: A, b() {}, c: 1 }', 'A: method b, field c'],
    ['function A() {} Object.assign(A.prototype, { b() {} })', 'A: method b'],
    ['function A() {} function B() {} B.prototype = Object.create(A.prototype); B.prototype.constructor = B', 'B extends A: '],
    ["const util = require('node:util'); function A() {} util.inherits(A, B)", 'A extends global B: '],
    ["import { inherits } from 'util'; function A() {} inherits(A, B)", 'A extends global B: '],
    ['function A() { if (!(this instanceof A)) return new A(); this.b = 1 } A.prototype.c = function () {}', 'A: method c'],
    ['function A() { this.b = 1 } new A()', 'A: '],
    ['function A() { return {} } A.prototype.b = function () {}'],
    ['const A = () => {}; A.prototype.b = function () {}'],
    ['async function A() {} A.prototype.b = function () {}'],
    ['let A = function () {}; A = c; A.prototype.b = function () {}'],
    ['a.prototype.b = function () {}'],
    ['function A() {} inherits(A, B)'],
    ['let inherits = first; let util = inherits; if (late) { inherits = util; util = inherits } function A() {} inherits(A, B); util.inherits(A, B)'],
  ])('%s', (code, ...lines) => expect(members(code)).toEqual(lines))

  test('gives its `this` to the arrows in its methods, and not to the functions', () => {
    const facts = extract('a.js', 'function A() {} A.prototype.b = function () { return [() => this.c, function () { return this.d }] }')
    expect(facts.values.flatMap(value => value.is === 'member' && facts.values[value.of]!.is === 'this' ? [[value.name, facts.values[value.of]]] : []))
      .toEqual([['c', { is: 'this', class: 0 }], ['d', { is: 'this', function: 3 }]])
  })
})

describe('a call', () => {
  const calls = (code: string) => extract('a.ts', code).calls

  test.each([['a()', false, true], ['await a()', true, true], ['const b = a()', false, false], ['const b = await a()', true, false], ['void a()', false, false], ['b || a()', false, false]])(
    '%s is awaited: %s, dropped: %s', (code, awaited, dropped) => expect([calls(code)[0]!.awaited ?? false, calls(code)[0]!.dropped ?? false]).toEqual([awaited, dropped]))

  test.each([
    ['new A()', { new: true }],
    ['a`b`', { tag: true }],
    ['a(b, ...c, ...d)', { spread: 1 }],
    ['function f() { a() }', { function: 0 }],
    ['for (;;) a()', { block: 0 }],
  ])('%s', (code, expected) => expect(calls(code)[0]).toMatchObject(expected))

  test.each([
    ['a(b())', { call: 0, index: 0 }], ['a(1, { c: [b()] })', { call: 0, index: 1 }], ['a(...b())', { call: 0, index: 0 }], ['a(await b())', { call: 0, index: 0 }], ['a(c ? b() : d)', { call: 0, index: 0 }], ['a`${b()}`', { call: 0, index: 0 }],
    ['a(() => b())', undefined], ['a(function () { b() })', undefined], ['a({ c() { b() } })', undefined], ['a(b() ? c : d)', undefined], ['a(c[b()])', undefined],
  ])('%s stands in', (code, within) => expect(calls(code)[1]!.within).toEqual(within))

  test('begins before the calls in its callee and its arguments', () => {
    const code = 'a(b()).c(d()).e()'
    expect(calls(code).map(c => code.slice(c.start, c.end))).toEqual(['a(b()).c(d()).e()', 'a(b()).c(d())', 'a(b())', 'b()', 'd()'])
  })
})

describe('a block', () => {
  const blocks = (code: string) => {
    const facts = extract('a.ts', code)
    return facts.blocks.map(b => [b.kind, b.negated ? 'not' : '', b.test === undefined ? '' : shown(facts, b.test), b.parent ?? ''].filter(part => part !== '').join(' '))
  }

  test.each<[string, ...string[]]>([
    ['if (a) b()', 'branch global a'],
    ['if (!a.b) c(); else d()', 'branch ! global a.b', 'branch not ! global a.b'],
    ['if (a) { if (b) c() } else if (d) e()', 'branch global a', 'branch global b 0', 'branch not global a', 'branch global d 2'],
    ['for (const a of b) { try { c() } catch { d() } finally { e() } }', 'loop', 'try 0', 'catch 0', 'finally 0'],
    ['while (a) b(); do c(); while (d); for (let i = 0; i < 1; i++) e(); for (const k in f) g()', 'loop', 'loop', 'loop', 'loop'],
    ['switch (a) { case 1: b(); break; default: c() }', 'branch', 'branch'],
    ['{ a() }'],
  ])('%s', (code, ...lines) => expect(blocks(code)).toEqual(lines))

  test('holds what may run more than once, and not what runs before it', () => {
    const of = (code: string) => extract('a.ts', code).calls.map(c => c.block)
    expect([of('for (const x of a()) b()'), of('for (let x = a(); b(); c()) d()'), of('while (a()) b()'), of('if (a()) b()')]).toEqual([[undefined, 0], [undefined, 0, 0, 0], [0, 0], [undefined, 0]])
  })

  test('of a function around it is not its own', () => expect(extract('a.ts', 'if (a) { const f = () => { b() } }').calls[0]!.block).toBeUndefined())
})

describe('a write to a member', () => {
  test.each<[string, ...string[]]>([
    ['a.b = 1', 'global a.b = 1'],
    ['a.b.c ??= d', 'global a.b.c ??= global d'],
    ["a['b'] = 1; a[b] = 2", 'global a.b = 1', 'global a[global b] = 2'],
    ['(a as B).c = 1; a!.d = 2', 'global a as global B.c = 1', 'global a.d = 2'],
    ['[a.b] = c; ({ d: a.e } = f)', 'global a.b = global c[0]', 'global a.e = global f.d'],
    ['class A { constructor(b) { this.b = b } }', 'this of A.b = b'],
    ['a = 1; let b; b = 2'],
  ])('%s', (code, ...lines) => {
    const facts = extract('a.ts', code)
    expect(facts.assignments.map(a => `${shown(facts, a.target)} ${a.operator} ${shown(facts, a.value)}`)).toEqual(lines)
  })
})
