import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { EQUIVALENTS } from '../src/mutation/equivalents.js'
import { mutationsOf } from '../src/mutation/mutations.js'

const ROOT = join(import.meta.dirname, '../../..')

const changesOf = (text: string): string[] => mutationsOf('a.ts', text).map(({ change }) => change)

describe('a predicate', () => {
  test('is taken for true and for false', () => {
    expect(changesOf('if (open) shut()')).toEqual(['open -> true', 'open -> false'])
    expect(changesOf('const shut = a.state !== 1 ? yes : no')).toEqual(['a.state !== 1 -> true', 'a.state !== 1 -> false'])
    expect(changesOf('while (more()) next()')).toEqual(['more() -> true', 'more() -> false'])
    expect(changesOf('const full = items.length > 3')).toEqual(['items.length > 3 -> true', 'items.length > 3 -> false'])
  })

  test('with sides is taken apart, in the fewest steps that tell all sides apart', () => {
    expect(changesOf('if (a && b) c()')).toEqual(['a && b -> false', 'a -> true', 'b -> true'])
    expect(changesOf('if (a || b) c()')).toEqual(['a || b -> true', 'a -> false', 'b -> false'])
    expect(changesOf('if (!a && (b || c)) d()')).toEqual(['!a && (b || c) -> false', 'a -> false', 'b || c -> true', 'b -> false', 'c -> false'])
  })

  test('stands in what is asked of each item, and in what a function answers', () => {
    expect(changesOf('const found = items.find(i => isOpen(i))')).toEqual(['isOpen(i) -> true', 'isOpen(i) -> false'])
    expect(changesOf('function isOpen(door: Door): boolean { return asked(door) }')).toEqual(['asked(door) -> true', 'asked(door) -> false'])
    expect(changesOf('function isShut(door: Door): door is Shut { return true }')).toEqual(['true -> false'])
    expect(changesOf('const names = items.map(i => nameOf(i))')).toEqual([])
  })

  test('is no type', () => expect(changesOf("type A = B extends C ? 'set' : { is: 'set' }")).toEqual([]))
})

test('a case is passed over, and an answer exchanged', () => {
  expect(changesOf("switch (a.is) { case 'open': return { is: 'off' } }")).toEqual(["'open' -> undefined", "'off' -> 'set'"])
})

test('the text is changed at the one place', () => {
  expect(mutationsOf('a.ts', 'go()\nif (a)\n  stop()')[1]).toEqual({ file: 'a.ts', line: 2, code: 'if (a)', change: 'a -> false', text: 'go()\nif (false)\n  stop()' })
})

test('what is known to make no difference is still there to be changed', () => {
  const possible = EQUIVALENTS.map(({ file }) => file).flatMap(file => mutationsOf(file, readFileSync(join(ROOT, file), 'utf8')))
  for (const { file, code, change } of EQUIVALENTS)
    expect(possible).toContainEqual(expect.objectContaining({ file, change, code: expect.stringContaining(code) }))
})
