import { afterAll, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { examineFixture } from '../src/compare.js'
import { readFixtures } from '../src/fixtures.js'
import { repositories } from './repository.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const MANIFEST = JSON.stringify({ name: 'stock', main: 'src/a.ts', scripts: { start: 'node src/a.ts' }, dependencies: { axios: '^1.7.0' } })

/** What is wrong with a mini-project of one file. */
function wrongIn(...lines: string[]): string[] {
  const { root } = make({ 'some/case/package.json': MANIFEST, 'some/case/src/a.ts': ["import axios from 'axios'", ...lines, ''].join('\n') })
  const [fixture] = readFixtures(root)
  expect(fixture!.root).toBe(join(root, 'some/case'))
  return examineFixture(fixture!)
}

const SENT = "export const a = () => axios.get('/a')"
const BOUNDED = "export const b = () => axios.get('/b', { timeout: 5_000 })"

test('a finding is asked for, on its line and in its words', () => {
  expect(wrongIn(`${SENT} // want require-request-timeout "no timeout"`)).toEqual([])
  expect(wrongIn('// want require-request-timeout', SENT)).toEqual([])
  expect(wrongIn(SENT)).toEqual([expect.stringContaining('not asked for: src/a.ts:2 require-request-timeout This axios request')])
  expect(wrongIn(`${SENT} // want require-request-timeout "switched off"`)[0]).toBe('missed: src/a.ts:2 require-request-timeout "switched off"')
  expect(wrongIn(`${SENT} // todo-want require-request-timeout`)).toEqual(['found, so its todo-want may become a want: src/a.ts:2 require-request-timeout'])
})

test('evidence is asked for as a whole, or not at all', () => {
  const client = 'const http = axios.create({}) // want require-request-timeout'
  const first = "export const a = () => http.get('/a')"
  const second = "export const b = () => http.get('/b')"
  const asked = ' // related require-request-timeout "sent from here"'
  expect(wrongIn(client, first, second)).toEqual([])
  expect(wrongIn(client, first + asked, second + asked)).toEqual([])
  expect(wrongIn(client, first + asked, second)).toEqual(['related place not asked for: src/a.ts:4 require-request-timeout A request is sent from here.'])
  expect(wrongIn(client, first, second + asked, `${BOUNDED}${asked}`)).toContain('related place missed: src/a.ts:5 require-request-timeout "sent from here"')
})

test('a belief is asked for in any part of its words', () => {
  expect(wrongIn(`${BOUNDED} // value timeout set: 5000 ms`)).toEqual([])
  expect(wrongIn(`${BOUNDED} // value http.request of axios`)).toEqual([])
  expect(wrongIn(`${BOUNDED} // value timeout unknown`)).toEqual(['not believed: src/a.ts:2 timeout unknown; but http.request of axios, timeout set: 5000 ms'])
  expect(wrongIn('export const nothing = 1 // value timeout set')).toEqual(['not believed: src/a.ts:2 timeout set; but no operation'])
  expect(wrongIn('export const nothing = 1 // value none')).toEqual([])
  expect(wrongIn(`${BOUNDED} // value none`)).toEqual(['not believed: src/a.ts:2 none; but http.request of axios, timeout set: 5000 ms'])
})

test('the answers of a rule are counted where that is asked for', () => {
  expect(wrongIn(BOUNDED, '// judged require-request-timeout "1, 0 unknown"')).toEqual([])
  expect(wrongIn(BOUNDED, '// judged require-request-timeout "2, 1 unknown"')).toEqual(['judged by require-request-timeout: 1, 0 unknown; not 2, 1 unknown'])
})

test('what dependency-cruiser is told is asked for as a whole', () => {
  expect(wrongIn(BOUNDED, '// database')).toEqual(['missed database file: src/a.ts'])
  expect(wrongIn(BOUNDED, '// harmless src/b.ts')).toEqual(['missed harmless import: src/a.ts -> src/b.ts'])
})
