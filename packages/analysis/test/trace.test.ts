import { describe, expect, test } from '@jest/globals'
import { exportedBy, limitsIn, plain, projectOf } from './repository.js'

const xOf = (code: string, files: Record<string, string> = {}) => plain(exportedBy(projectOf({ 'a.ts': code, ...files }), 'a.ts'))

describe('a value is followed', () => {
  test.each<[string, unknown]>([
    ['export const x = 5', 5],
    ['const a = 5; const b = a; export { b as x }', 5],
    ['export const x = 5 * 1000 + 1', 5001],
    ['const o = { a: { b: 5 } }; export const x = o.a.b', 5],
    ['const o = { ...{ a: 1 }, a: 5 }; export const x = o.a', 5],
    ['const o = { a: 5, ...{ a: undefined } }; export const x = o.a', 'undefined'],
    ['const { a: { b = 5 } = {} } = {}; export const x = b', 5],
    ['const [, a] = [1, 5]; export const x = a', 5],
    ['enum E { A = 4, B } export const x = E.B', 5],
    ['const f = (a: number) => a; export const x = f(5)', 5],
    ['const f = (a = 5) => a; export const x = f()', 5],
    ['const f = (o: O) => ({ ...o, b: 5 }); export const x = f({ b: 1 }).b', 5],
    ['class A { constructor(readonly a: number) {} } export const x = new A(5).a', 5],
    ['class A { get a() { return this.b } b = 5 } export const x = new A().a', 5],
    ['class A { constructor(a: number) { this.b = a } } class B extends A { constructor() { super(5) } } export const x = new B().b', 5],
    ['class A { static a = 5 } export const x = A.a', 5],
    ['export const x = undefined ?? 5', 5],
    ['export const x = 0 || 5', 5],
    ['export const x = 0 ?? 5', 0],
    ["const o = Object.freeze({ a: 5 }); export const x = o.a", 5],
    ["const o = Object.assign({ a: 1 }, { a: 5 }); export const x = o.a", 5],
    ['const f = (...a: number[]) => a[0]; export const x = f(5)', 5],
    ['const f = (a: number, ...b: number[]) => b[0]; export const x = f(...[1, 5])', 5],
    ['const g = (a: number, b: number) => b, f = (...a: number[]) => g(1, ...a); export const x = f(5)', 5],
    ['const f = (a: number, b: number) => b; export const x = f.bind(null, 1)(5)', 5],
    ['const f = (a: number, b: number) => b; export const x = f.call(null, 1, 5)', 5],
    ['const f = (a: number, b: number) => b; export const x = f.apply(null, [1, 5])', 5],
    ['class A { constructor(readonly a: number) {} f() { return this.a } } const { f } = new A(1); export const x = f.call(new A(5))', 5],
    ["const o = { a: 5, b: 1 }; const f = (k: 'a') => o[k]; export const x = f('a')", 5],
    ['class A { a(b: number) { return b } } class B extends A { a() { return super.a(5) } } export const x = new B().a()', 5],
    ['class A { b = 1; a() { return this.b } } class B extends A { b = 5; a() { return super.a() } } class C extends B {} export const x = new C().a()', 5],
    ['class A { constructor(readonly b: number) {} a() { return this.b } } class B extends A { constructor() { super(5) } a() { return super.a() } } class C extends B {} export const x = new C().a()', 5],
    ['class A { static a() { return 5 } } class B extends A { static a() { return super.a() } } export const x = B.a()', 5],
    ['let a = 1; a = 5; export const x = a', 5],
    ['let o = { a: 1, b: 2 }; o = { ...o, a: 5 }; export const x = o.a', 5],
    ['const f = (o: O) => { o = { a: 5, ...o }; return o }; export const x = f({ b: 1 }).a', 5],
    // However often it is laid over itself, nothing else puts `a` into it.
    ['let o = { a: 5 }; const add = (p: O) => ({ ...p, b: 1 }); while (c()) o = add(o); export const x = o.a', 5],
    ['let o = { a: 5 }; for (const b of c) o = Object.assign({}, o, { b }); export const x = o.a', 5],
    ['function f(a: boolean) { let b; if (a) b = 1; else b = 5; return b } export const x = f(false)', 5],
  ])('%s', (code, value) => expect(xOf(code)).toBe(value))

  test.each<[string, string, Record<string, string>]>([
    ['an import', "import { a } from './b.js'; export const x = a", { 'b.ts': 'export const a = 5' }],
    ['a barrel', "export * from './b.js'", { 'b.ts': "export * from './c.js'", 'c.ts': 'export const x = 5' }],
    ['a namespace', "import * as b from './b.js'; export const x = b.c.a", { 'b.ts': "export * as c from './c.js'", 'c.ts': 'export const a = 5' }],
    ['a default', "import b from './b.js'; export const x = b.a", { 'b.ts': 'export default { a: 5 }' }],
    ['CommonJS', "const { a } = require('./b.js'); exports.x = a", { 'b.ts': 'module.exports = { a: 5 }' }],
    ['a part of CommonJS', "exports.x = require('./b.js').a.b", { 'b.ts': 'exports.a = { b: 5 }' }],
  ])('through %s', (_, code, files) => expect(xOf(code, files)).toBe(5))
})

describe('what is not known stays unknown', () => {
  test.each<[string, unknown]>([
    ['export const x = f()', 'library'],
    ['import { a } from "./gone.js"; export const x = a', 'unknown'],
    ['let a = 1; if (b) a = 2; export const x = a', 'choice'],
    ['export let x = 1; x = 2', 'choice'],
    ['export const x = process.env.A ? 1 : 2', 'choice'],
    ['export const x = Number(process.env.A)', 'library'],
    ['const o = { [k]: 1 }; export const x = o.a', 'unknown'],
    // What may be replaced is what holds where it is not.
    ['const o = { a: 1, ...p() }; export const x = o.a', 1],
    ['const o = { ...p(), ...q() }; export const x = o.a', 'unknown'],
    ['type Json = string | Json[] | { [key: string]: Json }; declare const a: Json; export const x = a.b', 'unknown'],
    ['type Tree = { left?: Tree; right?: Tree }; declare const a: Tree; export const x = a.left.right.left', 'shape'],
    ['type List<T> = { head: T; tail: List<T> } | null; declare const a: List<A>; export const x = a.tail.tail', 'shape'],
    ['interface A { b: B } interface B { a: A } declare const a: A; export const x = a.b.a.b', 'shape'],
    ['const a = (b: A) => a(b.c); type A = { c: A }; export const x = a(d)', 'unknown'],
    ['const o = { a: 1, b: 2 }; export const x = o[k]', 'choice'],
    ['const o = { a: 1, ...p }; export const x = o[k]', 'unknown'],
    ['const f = (...a: number[]) => a[0]; export const x = f(...list)', 'unknown'],
    ['const f = (a: number) => a; export const x = f.bind(...list)()', 'unknown'],
    ['const f = (a: number) => a; export const x = f.apply(null, list)', 'unknown'],
    ['class A { a() { return super.a() } } export const x = new A().a()', 'unknown'],
    ['const f = (a: number) => a; export const x = f(...list)', 'unknown'],
    ['function* f() { return 5 } export const x = f()', 'unknown'],
    ['export const x = 1 + process.env.A', 'computed'],
    ['const [a] = [...b, 5]; export const x = a', 'unknown'],
    ['let a = 1; a += 1; export const x = a', 'unknown'],
    ['class A { b?: number } export const x = new A().b', 'unknown'],
    ['export const x = import.meta.a', 'unknown'],
  ])('%s', (code, value) => expect(xOf(code)).toBe(value))
})

describe('what leads back to itself is not known, and is no reason to stop', () => {
  test.each<[string, string, Record<string, string>?]>([
    ['a name that takes itself', 'let x = x; export { x }'],
    ['two names that take each other', 'let x = y; let y = x; export { x }'],
    ['an object that spreads itself', 'let o = { ...o }; export const x = o.a'],
    ['two objects that spread each other', 'let o = { ...p }; let p = { ...o }; export const x = o.a'],
    ['a function that returns what it returns', 'const f = () => f(); export const x = f()'],
    ['two functions that return each other', 'const f = () => g(), g = () => f(); export const x = f()'],
    ['a function that grows its argument', 'const f = (a: object) => f({ b: a }); export const x = f({})'],
    ['getters that ask each other', 'class A { get a() { return this.b } get b() { return this.a } } export const x = new A().a'],
    ['a getter that asks itself', 'class A { get a() { return this.a } } export const x = new A().a'],
    ['a field that is made of itself', 'class A { a = this.a } export const x = new A().a'],
    ['a default that is itself', 'const f = (a = f()) => a; export const x = f()'],
    ['a default import of its own file', "import a from './a.js'; export default a; export const x = a"],
    ['files that export each other', "export * from './b.js'", { 'b.ts': "export * from './a.js'" }],
    ['files whose names are each other', "import { x as y } from './b.js'; export const x = y", { 'b.ts': "import { x as y } from './a.js'; export const x = y" }],
    ['types that extend each other', 'interface S extends T {} interface T extends S {} declare const a: S; export const x = a.b'],
    ['a module that exports what it requires of itself', "module.exports = require('./a.js'); exports.y = 1"],
  ])('%s', (...[, code, files]) => expect(['unknown', 'choice', 'undefined', 'object', undefined]).toContain(xOf(code, files)))

  // Code that no compiler takes, but that an editor shows while it is typed.
  test.each<[string, string]>([
    ['a class that extends itself', 'class A extends A {} export const x = new A().a'],
    ['two classes that extend each other', 'class A extends B {} class B extends A {} export const x = new A().a'],
    ['a type that is made of itself', 'type T = T; declare const a: T; export const x = a.b'],
  ])('%s', (_, code) => expect(xOf(code)).toBe('unknown'))

  test('files that import each other know the rest of each other', () => {
    const project = projectOf({ 'a.ts': "import { b } from './b.js'; export const a = 5; export const x = b", 'b.ts': "import { a } from './a.js'; export const b = a; export const y = a" })
    expect([exportedBy(project, 'a.ts', 'x'), exportedBy(project, 'b.ts', 'y')].map(plain)).toEqual([5, 5])
  })

  test('the answer does not depend on where one begins', () => {
    const files = { 'a.ts': "import { b } from './b.js'; let loop = b.loop; export const o = { loop, a: 5 }; export const x = b.a", 'b.ts': "import { o } from './a.js'; export const b = { loop: o.loop, a: o.a }" }
    const asked = (order: [string, string][]) => { const project = projectOf(files); return new Map(order.map(([file, name]) => [name, plain(exportedBy(project, file, name))])) }
    expect(asked([['a.ts', 'x'], ['b.ts', 'b']])).toEqual(asked([['b.ts', 'b'], ['a.ts', 'x']]))
  })
})

describe('an answer takes its time, and no more', () => {
  const within = (seconds: number, ask: () => unknown): unknown => {
    const start = performance.now()
    const answer = ask()
    expect(performance.now() - start).toBeLessThan(seconds * 1000)
    return answer
  }
  const functions = (n: number, body: (i: number) => string) => Array.from({ length: n }, (_, i) => `const f${i} = (a: number) => ${i === 0 ? 'a' : body(i)};`).join('\n')

  test.each<[string, string]>([
    ['calls in calls', `${functions(200, i => `f${i - 1}(a)`)} export const x = f199(5)`],
    ['calls that double', `${functions(60, i => `f${i - 1}(a) + f${i - 1}(a)`)} export const x = f59(5)`],
    ['calls as arguments of calls', `const f = (a: number) => a; export const x = ${'f('.repeat(200)}5${')'.repeat(200)}`],
    ['choices of choices', `${functions(60, i => `a ? f${i - 1}(a) : f${i - 1}(a + 1)`)} export const x = f59(5)`],
    ['objects that spread the one before twice', `const o0 = { a: 5 };${Array.from({ length: 60 }, (_, i) => `const o${i + 1} = { ...o${i}, ...o${i} };`).join('')} export const x = o60.a`],
    ['a name with many values', `let x = 0;${'x = x + 1;'.repeat(300)} export { x }`],
    ['classes that extend one another', `class A0 { a = 5 }${Array.from({ length: 200 }, (_, i) => `class A${i + 1} extends A${i} {}`).join('\n')} export const x = new A200().a`],
  ])('%s', (_, code) => { within(3, () => xOf(code)) })

  test('a query that each of fourteen conditions adds to is not one of sixteen thousand', () => {
    const conditions = Array.from({ length: 14 }, (_, i) => `if (a[${i}]) query = narrow(query.where('c${i}', '=', a[${i}]));`).join('\n')
    const narrow = "const narrow = (q: any) => (process.env.A ? q.where('d', '=', 1) : q.orWhere('d', '=', 2))"
    const body = `${narrow}; const find = (a: any[]) => { let query = knex('t').select(); ${conditions} return query }; export const x = find([]).limit(5)`
    const meaning = within(3, () => exportedBy(projectOf({ 'a.ts': `import makeKnex from 'knex'; const knex = makeKnex({}); ${body}` }), 'a.ts'))
    expect(meaning).toEqual({ is: 'unknown' })
  })

  test('what is given up for its length is not taken for the truth', () => {
    const project = projectOf({ 'a.ts': `${functions(200, i => `f${i - 1}(a)`)} export const far = f199(5); export const near = f1(5)` })
    expect(plain(exportedBy(project, 'a.ts', 'far'))).toBe('unknown')
    expect(plain(exportedBy(project, 'a.ts', 'near'))).toBe(5)
  })

  test('a long way that is asked for in pieces is followed', () => {
    const names = Array.from({ length: 300 }, (_, i) => `export const a${i + 1} = a${i}`).join('\n')
    const project = projectOf({ 'a.ts': `export const a0 = 5\n${names}` })
    for (let i = 0; i <= 300; i += 20) expect(plain(exportedBy(project, 'a.ts', `a${i}`))).toBe(5)
  })
})

describe('a library means what its version means', () => {
  const request = "import fetch from 'node-fetch'; export const load = () => fetch('https://stock.example', { timeout: 5000 })"

  test.each([['^2.7.0', 'set'], ['^3.3.2', 'unlimited'], ['~2.6.1', 'set'], ['2.x || 3.x', 'unknown'], ['>=1', 'unknown'], ['latest', 'unlimited']])('%s: %s', (range, state) =>
    expect(limitsIn(projectOf({ 'a.ts': request }, { '': { 'node-fetch': range } }), 'a.ts')).toEqual([state]))

  test('two services of one repository may use two', () => {
    const project = projectOf({ 'old/a.ts': request, 'new/a.ts': request }, { 'old/': { 'node-fetch': '^2.7.0' }, 'new/': { 'node-fetch': '^3.3.2' } })
    expect([limitsIn(project, 'old/a.ts'), limitsIn(project, 'new/a.ts')]).toEqual([['set'], ['unlimited']])
  })

  test('without a version, what its versions disagree about is not known', () => {
    const [bare, cancelled] = ['', ', { signal: AbortSignal.timeout(5000) }'].map(options => `import fetch from 'node-fetch'; export const load = () => fetch('https://stock.example'${options})`)
    expect([request, bare!, cancelled!].flatMap(text => limitsIn(projectOf({ 'a.ts': text }), 'a.ts'))).toEqual(['unknown', 'unlimited', 'set'])
  })
})

describe('only certainty is reported', () => {
  const limit = (options: string, before = '') => limitsIn(projectOf({ 'a.ts': `import axios from 'axios'; ${before}; export const load = (given?: object) => axios.get('https://stock.example'${options})` }), 'a.ts')

  test.each<[string, string, string?]>([
    ['', 'unlimited'], [', {}', 'unlimited'], [', { timeout: 0 }', 'unlimited'], [', { timeout: 5000 }', 'set'], [', { timeout: SECONDS * 1000 }', 'set', 'const SECONDS = 5'],
    [', { ...options }', 'unlimited', 'const options = { params: 1 }'], [', { ...options }', 'unknown', 'import { options } from "./gone.js"'], [', { [key]: 5000 }', 'unknown', 'declare const key: string'], [', ...list', 'unknown', 'declare const list: []'],
    [', options', 'unknown', 'const options = make()'], [', given', 'unknown'], [', { timeout: on ? 5000 : 0 }', 'unknown', 'declare const on: boolean'],
  ])('%s is %s %s', (...[options, state, before]) => expect(limit(options, before)).toEqual([state]))
})
