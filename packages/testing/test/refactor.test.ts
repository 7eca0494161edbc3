import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createChecker } from '@bulkhead/checker'
import { compare, newSince, printed, withEntries } from '@bulkhead/gate'
import fc from 'fast-check'
import ts from 'typescript'
import { readFixtures } from '../src/fixtures.js'
import { Refactoring } from './refactor.js'
import { repositories } from './repository.js'

const { copy, removeAll } = repositories()
afterAll(removeAll)

/** The example of every rule, which people really wrote so, and some in which names stand close together. */
const ALSO = ['require-request-timeout/circuit-breaker', 'no-ineffective-timeout/phases', 'no-service-cycle/decisions', 'no-shared-table/prisma', 'require-request-timeout/class-members']
const projects = readFixtures(join(import.meta.dirname, '../../../fixtures')).filter(({ name }) => name.endsWith('/example') || ALSO.includes(name))

/** Every rule looks, also those that are off by themselves. */
function look(root: string) {
  const checker = createChecker({ root, strict: true })
  const { findings } = checker.examine()
  return { findings, identify: checker.identify.bind(checker), declares: checker.declares.bind(checker), fingerprints: findings.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`).sort() }
}

const prepared = projects.map(project => {
  const texts = new Map(project.files.map(file => [file, readFileSync(join(project.root, file), 'utf8')]))
  const before = look(project.root)
  return { ...project, before, entries: withEntries(before.findings).map(({ entry }) => entry), refactoring: new Refactoring(texts), cited: [...new Set(before.findings.map(({ file }) => file))].filter(file => texts.has(file)) }
})
const project = fc.constantFrom(...prepared.filter(({ cited, name }) => cited.length > 0 && !name.startsWith('require-suppression-reason/')))

/** Neither the baseline nor a fingerprint nor what is new is moved by a change. */
function unmoved({ root, before, entries }: (typeof prepared)[number], texts: ReadonlyMap<string, string>, renamed: [string, string][] = []): void {
  const after = look(copy(root, texts))
  const moves = { renamed: new Map(renamed), declares: after.declares }
  const { fresh, stale } = compare(after.findings, entries, moves, new Set())
  expect([fresh.map(({ entry }) => printed(entry)), stale.map(printed)]).toEqual([[], []])
  expect(after.fingerprints).toEqual(before.fingerprints)
  expect(newSince(after, before, moves)).toEqual(new Set())
}

const runs = { numRuns: 25 }

describe('findings of every rule are known again', () => {
  test('there are some of every rule', () => {
    expect(new Set(prepared.flatMap(({ before }) => before.findings.map(({ rule }) => rule))).size).toBeGreaterThan(9)
  })

  test('after all code was laid out anew', () => {
    fc.assert(fc.property(project, fc.constantFrom(ts.NewLineKind.LineFeed, ts.NewLineKind.CarriageReturnLineFeed), (one, newLine) => unmoved(one, one.refactoring.reprinted(newLine))), runs)
  })

  test('after locals were given other names', () => {
    fc.assert(fc.property(project, fc.nat(), fc.infiniteStream(fc.boolean()), (one, nth, coins) => unmoved(one, one.refactoring.withLocalsRenamed(one.cited[nth % one.cited.length]!, () => coins.next().value as boolean))), runs)
  })

  test('after a file was moved', () => {
    fc.assert(fc.property(project, fc.nat(), fc.constantFrom('moved', 'deep/er'), (one, nth, folder) => {
      const file = one.cited[nth % one.cited.length]!
      const target = posix.join(posix.dirname(file), folder, posix.basename(file))
      unmoved(one, one.refactoring.moved(file, target), [[file, target]])
    }), runs)
  })
})
