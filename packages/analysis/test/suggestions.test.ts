import { describe, expect, test } from '@jest/globals'
import { extract } from '@bulkhead/facts'
import { applied, compatible, settingEdit, type Setting } from '../src/suggestions/edits.js'

/** The text after the first call in it has got a setting; undefined where nothing is suggested. */
function set(text: string, setting: Partial<Setting> = {}): string | undefined {
  const facts = extract('a.ts', text)
  const edit = settingEdit(facts, text, facts.calls[0]!, { argument: 1, path: ['timeout'], value: '10_000', ...setting })
  return edit && applied(text, [edit])
}

describe('a setting goes', () => {
  test.each([
    ['call(url)', 'call(url, { timeout: 10_000 })'],
    ['call(url,)', 'call(url, { timeout: 10_000 })'],
    ['call(\n  url,\n)', 'call(\n  url, { timeout: 10_000 }\n)'],
    ["call('https://a.example/b')", "call('https://a.example/b', { timeout: 10_000 })"],
    ['call()', 'call(undefined, { timeout: 10_000 })'],
    ['new Call(url)', 'new Call(url, { timeout: 10_000 })'],
    ['call(url, {})', 'call(url, { timeout: 10_000 })'],
    ['call(url, { retries: 2 })', 'call(url, { retries: 2, timeout: 10_000 })'],
    ['call(url, { retries: 2, })', 'call(url, { retries: 2, timeout: 10_000, })'],
    ['call(url, { retries: 2 /* why */ })', 'call(url, { retries: 2, timeout: 10_000 /* why */ })'],
    ['call(url, {\n    retries: 2, // why\n  })', 'call(url, {\n    retries: 2,\n    timeout: 10_000, // why\n  })'],
    ['call(url, { ...more })', 'call(url, { ...more, timeout: 10_000 })'],
    ['call(url, { retries: 2 } as Options)', 'call(url, { retries: 2, timeout: 10_000 } as Options)'],
    ['call(url, { retries: 2 } satisfies Options)', 'call(url, { retries: 2, timeout: 10_000 } satisfies Options)'],
  ])('%j', (before, after) => expect(set(before)).toBe(after))

  test.each([
    ['call(url)', 'call(url, { timeout: { request: 10_000 } })'],
    ['call(url, { timeout: { connect: 5 } })', 'call(url, { timeout: { connect: 5, request: 10_000 } })'],
    ['call(url, { timeout: {} })', 'call(url, { timeout: { request: 10_000 } })'],
  ])('with a path: %j', (before, after) => expect(set(before, { path: ['timeout', 'request'] })).toBe(after))

  test.each([
    ['call(url, { timeout: 0 })', 'call(url, { timeout: any(0) })'],
    ['call(url, { a, timeout, b })', 'call(url, { a, timeout: any(timeout), b })'],
    ["call(url, { 'timeout': a ? b : c })", "call(url, { 'timeout': any(a ? b : c) })"],
  ])('in the place of what does not do: %j', (before, after) => expect(set(before, { instead: text => `any(${text})` })).toBe(after))
})

describe('nothing is suggested where it would be a guess', () => {
  test.each([
    'call(url, options)', 'call(...args)', 'call(url, ...rest)', 'call`text`', 'new Call', 'call(url // why\n)', 'call(url /* why */)', 'call(url, { timeout: 0 })', 'call(url, { timeout() {} })', 'call(url, { /* none */ })',
  ])('%j', text => expect(set(text)).toBeUndefined())

  test('nor where the argument itself is the value and one is there', () => expect(set('call(url, 0)', { path: [] })).toBeUndefined())
  test('but where it is missing, it is', () => expect(set('call(url)', { path: [] })).toBe('call(url, 10_000)'))
})

test('of edits that touch, the first is made', () => {
  const edits = [{ start: 4, end: 4, text: 'B' }, { start: 4, end: 4, text: 'C' }, { start: 0, end: 2, text: 'A' }, { start: 1, end: 3, text: 'D' }, { start: 5, end: 6, text: 'E' }]
  expect(applied('012345', compatible(edits))).toBe('A23B4E')
})
