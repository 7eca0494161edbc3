import { describe, expect, test } from '@jest/globals'
import { extract, Lines } from '../src/index.js'
import { exported, imported } from './shown.js'

describe('the ending of a file', () => {
  test.each(['a.ts', 'a.mts', 'a.cts', 'a.tsx', 'a.js', 'a.mjs', 'a.cjs', 'a.jsx', 'A.TS'])('%s', path =>
    expect([extract(path, "const a = require('m')\nmodule.exports = { a }"), extract(path, "import a from 'm'\nexport { a }")].map(f => [f.errors, imported(f).length, exported(f).length])).toEqual([[[], 1, 1], [[], 1, 1]]))

  test.each([['a.ts', true], ['a.mts', true], ['a.cts', true], ['a.tsx', false], ['a.js', false]])('%s reads <T>x as an assertion: %s', (path, read) =>
    expect(extract(path, 'export default <T>x').errors.length === 0).toBe(read))

  test.each([['a.tsx', true], ['a.jsx', true], ['a.js', true], ['a.mjs', true], ['a.cjs', true], ['a.ts', false]])('%s reads JSX: %s', (path, read) => {
    const { errors, jsx } = extract(path, 'export const a = <A b={c()}>{d()}<></></A>')
    expect([errors.length === 0, jsx]).toEqual(read ? [true, true] : [false, expect.any(Boolean)])
  })

  test('without JSX there is none', () => expect(extract('a.tsx', 'const a = b < c').jsx).toBe(false))
  test('calls in JSX are calls', () => expect(extract('a.tsx', 'const a = <A b={c()} {...d()}>{e()}<B f={() => g()}/></A>').calls).toHaveLength(4))
})

describe('a file that does not parse', () => {
  test.each(['const = 1', 'import { from', 'function f( {', 'class A { a( }', 'a.', '`${', '<<<<<<< HEAD', '\u0000', 'const a = <A>', '}'])('%j is reported, and nothing is thrown', code => {
    const { errors } = extract('a.tsx', code)
    expect(errors.length).toBeGreaterThan(0)
    expect(errors.every(e => e.message !== '' && e.start >= 0 && e.start <= code.length)).toBe(true)
  })

  test('keeps what the parser could still tell', () => {
    const facts = extract('a.ts', "import a from 'm'\nexport const b = a()\nawait for\n")
    expect(facts.errors).toHaveLength(1)
    expect(Object.values(facts.exports).every(e => e.value === undefined || facts.values[e.value] !== undefined)).toBe(true)
  })

  test('a name that is declared twice is no reason to read nothing', () => {
    const facts = extract('a.ts', "import a from 'm'\nconst b = 1\nconst b = 2\nexport const c = a()")
    expect([imported(facts), exported(facts), facts.calls.length]).toEqual([['import m { default as a }'], ['c: c'], 1])
  })
})

test.each<[string, ...string[]]>([
  ["'use client'\n'use strict'\nconst a = 1\n'not'", 'use client', 'use strict'],
  ["// why\n\"use server\";import a from 'm'", 'use server'],
  ["#!/usr/bin/env node\n'use strict'", 'use strict'],
  ["import a from 'm'\n'use client'"],
  ["('use client')"],
])('%j begins with', (code, ...lines) => expect(extract('a.ts', code).prologue).toEqual(lines))

describe('a directive', () => {
  const read = (code: string) => extract('a.ts', code).directives.map(({ kind, rules, reason, line, endLine }) => [kind, rules.join(' & '), reason, line, endLine])

  test.each<[string, unknown[]]>([
    ['// eslint-disable-next-line', ['disable-next-line', '', undefined, 1, 1]],
    ['// eslint-disable-next-line a/b', ['disable-next-line', 'a/b', undefined, 1, 1]],
    ['// eslint-disable-next-line a/b, c -- why', ['disable-next-line', 'a/b & c', 'why', 1, 1]],
    ['a() // eslint-disable-line a --- why not', ['disable-line', 'a', 'why not', 1, 1]],
    ['/* eslint-disable-next-line a */', ['disable-next-line', 'a', undefined, 1, 1]],
    ['/* eslint-disable */', ['disable', '', undefined, 1, 1]],
    ['\n/*\neslint-disable a,\n  b -- one\n*/', ['disable', 'a & b', 'one', 2, 5]],
    ['/* eslint-enable a */', ['enable', 'a', undefined, 1, 1]],
    ['// eslint-disable-next-line a -- ', ['disable-next-line', 'a', undefined, 1, 1]],
    ['// eslint-disable-next-line a--b', ['disable-next-line', 'a--b', undefined, 1, 1]],
  ])('%j', (code, expected) => expect(read(code)).toEqual([expected]))

  test.each(['// eslint-disable a', '// eslint-enable a', '// eslint-disabled a', '// eslint-disable-next-liner a', '/** eslint-disable */', '/* eslint a: 0 */', '// see eslint-disable-line a', "'// eslint-disable-line a'", '// tslint:disable-line'])('%j is none', code =>
    expect(read(code)).toEqual([]))
})

test('lines and columns count from 1, at any break of the language', () => {
  const text = 'a\nb\r\nc\rd\u2028e\u2029f😀g'
  const lines = new Lines(text)
  expect([...'abcdefg'].map(letter => { const { line, column } = lines.at(text.indexOf(letter)); return [line, column] })).toEqual([[1, 1], [2, 1], [3, 1], [4, 1], [5, 1], [6, 1], [6, 4]])
})
