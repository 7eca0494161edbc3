import { describe, expect, test } from '@jest/globals'
import { extract } from '../src/index.js'
import { exported, given, imported } from './shown.js'

/** What was once read wrongly, in the words of the fault. */
describe('no longer so', () => {

  test('a dynamic import of a name that is not known throws where nothing was imported before', () => expect(() => extract('a.ts', 'const plugin = await import(path)')).not.toThrow())
  test('a dynamic import of a name that is not known gives its names to the import before', () => {
    expect(imported(extract('a.ts', "import a from 'first'; const { b } = await import(path)"))).toEqual(['import first { default as a }'])
  })
  test('`require` as a parameter throws where nothing was imported before', () => expect(() => extract('a.js', "define(function (require) { const x = require('x') })")).not.toThrow())
  test('`require` as a parameter gives its name to the import before', () => {
    expect(imported(extract('a.js', "const a = require('first'); define(function (require) { const x = require('x') })"))).toEqual(['require first { = as a }'])
  })
  // Generated code is as deep as it likes, and the walk goes down with it.
  test('a text that is nested very deeply throws', () => expect(extract('a.ts', `x = ${"'a' + ".repeat(5000)}1`).errors).toHaveLength(1))

  test('a computed key imports no name', () => expect(imported(extract('a.js', "const { [q]: x } = require('m')"))).toEqual(['require m {  }']))
  test('a quoted key imports a name', () => expect(imported(extract('a.js', "const { 'a': x } = require('m')"))).toEqual(['require m { a as x }']))

  test('counting up gives a name another value', () => expect(given(extract('a.ts', 'let x = 0; x++'))).toEqual(['0', 'unknown']))
  test('counting up writes to a member', () => expect(extract('a.ts', 'a.b++').assignments).toHaveLength(1))
  test('of two values in branches, neither is surely what a file exports', () => expect(exported(extract('a.js', "if (a) module.exports = 1\nelse module.exports = 2"))).not.toEqual(['=: 2']))
  test('what a namespace exports is no export of the file', () => expect(exported(extract('a.ts', 'export namespace A { export const b = 1 }'))).toEqual(['A: A']))
  test('a setter of an object gives nothing', () => {
    const [object] = extract('a.ts', '({ set a(v) {} })').values.filter(v => v.is === 'object')
    expect(object!.entries).toEqual([])
  })
  test('a decorator of a parameter is read once', () => expect(extract('a.ts', 'class A { constructor(@B() c: C) {} }').calls).toHaveLength(1))
  test('`this` of a static block is the class', () => {
    expect(extract('a.ts', 'class A { static { this.a = 1 } }').values.find(v => v.is === 'this')).toMatchObject({ static: true })
  })
})
