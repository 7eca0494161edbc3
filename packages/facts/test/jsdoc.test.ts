import { describe, expect, test } from '@jest/globals'
import { extract } from '../src/index.js'
import { given, typeShown } from './shown.js'

const HTTP = "type import(axios).AxiosInstance"

/** The type of the name `x`. */
const typeOfX = (code: string, path = 'a.js'): string => {
  const facts = extract(path, code)
  expect(facts.errors).toEqual([])
  return typeShown(facts, facts.bindings.find(b => b.name === 'x')!.type)
}

describe('a comment gives a type', () => {
  test.each([
    ["/** @type {import('axios').AxiosInstance} */ let x", HTTP],
    ["/** @type {import('axios').AxiosInstance} */\nexport const x = a()", HTTP],
    ["/**\n * The client.\n * @type {?import('axios').AxiosInstance}\n */\n// eslint-disable-next-line\nvar x = null", HTTP],
    ["/** @type {Array.<import('axios').AxiosInstance>} */ const x = []", `global Array<${HTTP}>`],
    ['/** @type {Object<string, Pool>} */ const x = {}', 'global Record<string, global Pool>'],
    ["/** @type {{ http: Pool, limits: { a: number } }} */ const x = b", '{ http: global Pool, limits: { a: number } }'],
    ["/** @param {import('axios').AxiosInstance} x */ function f(x) {}", HTTP],
    ["/**\n * @param {number} a how many\n * @param {import('axios').AxiosInstance} [x] the client\n */\nexport async function f(a, x) {}", HTTP],
    ["/** @param {Pool} x */ const f = x => x", 'global Pool'],
    ["/** @param {Pool} x */\nexports.f = function (x) {}", 'global Pool'],
    ["/** @param {Pool} x */ export default (x) => x", 'global Pool'],
    ["class A { /** @param {Pool} x */ constructor(x) {} }", 'global Pool'],
    ["a({ /** @param {Pool} x */ b(x) {} })", 'global Pool'],
    ["/** @param {Pool=} x */ function f(x = 1) {}", 'global Pool'],
    ["function f(/** @type {Pool} */ x) {}", 'global Pool'],
    ["/** @typedef {import('axios').AxiosInstance} Http */\n/** @type {Http} */ let x", HTTP],
    ["/**\n * @typedef {Object} Deps\n * @property {Pool} db the pool\n * @property {number} [size]\n */\n/** @type {Deps} */ let x", '{ db: global Pool, size: no type }'],
    ["/**\n * @param {object} x\n * @param {Pool} x.db\n * @param {string} x.name\n */ function f(x) {}", '{ db: global Pool, name: no type }'],
  ])('%s', (code, type) => expect(typeOfX(code)).toBe(type))

  test('to what a pattern takes apart', () => {
    const facts = extract('a.js', '/** @param {number} a\n * @param {{ db: Pool }} dependencies */ function f(a, { db }) {}')
    expect(facts.functions[0]!.parameters.map(p => typeShown(facts, p.type))).toEqual(['unknown', '{ db: global Pool }'])
  })

  test('to what a function gives, to a field and to what is written to one', () => {
    const facts = extract('a.js', '/** @returns {Promise<Pool>} */ function f() {}\nclass A { /** @type {Pool} */ #db\n constructor(db) { /** @type {Pool} */ this.db = db } }')
    expect(typeShown(facts, facts.functions[0]!.returnType)).toBe('global Promise<global Pool>')
    expect(typeShown(facts, facts.classes[0]!.members[0]!.type)).toBe('global Pool')
    const written = facts.values[facts.assignments[0]!.value]!
    expect(written.is === 'typed' && typeShown(facts, written.type)).toBe('global Pool')
  })

  test('to what it casts, and to nothing around it', () => {
    expect(given(extract('a.js', 'const x = f(/** @type {Pool} */ (a.b).c, d)'))).toEqual(['global f(global a.b as global Pool.c, global d)'])
    expect(given(extract('a.js', 'const x = /** @type {Pool} */ (a.b)'))).toEqual(['global a.b as global Pool'])
    expect(extract('a.js', '/** @type {Pool} */ (a).b = c').assignments.map(a => a.operator)).toEqual(['='])
  })

  test('a name that other files can import', () => {
    const facts = extract('a.js', "/** @typedef {import('axios').AxiosInstance} Http */\nexport const a = 1")
    expect(typeShown(facts, facts.exports['Http']!.type)).toBe(HTTP)
  })
})

describe('a comment gives no type', () => {
  test.each([
    ['/** @type {string} */ let x', 'a.js'],
    ['/** @type {function(string): Pool} */ let x', 'a.js'],
    ['/** @type {Pool */ let x', 'a.js'],
    ['/** @type Pool */ let x', 'a.js'],
    ['/* @type {Pool} */ let x', 'a.js'],
    ['// @type {Pool}\nlet x', 'a.js'],
    ['/** @type {Pool} */ let y\nlet x', 'a.js'],
    ['/** @param {Pool} y */ function f(x) {}', 'a.js'],
    ['/** @type {Pool} */ let x', 'a.ts'],
  ])('%s in %s', (code, path) => expect(typeOfX(code, path)).toBe('no type'))
})
