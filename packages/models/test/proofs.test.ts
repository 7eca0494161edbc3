import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, jest, test } from '@jest/globals'
import { ownModels, rowsOf } from '../src/index.js'
import { proofNamed, proofNames } from '../proofs/libraries.js'
import { readProven, withRuns, writtenProven } from '../proofs/proven.js'
import { isHot, modelOf, run, versionText } from '../proofs/run.js'

const TEXT = readFileSync(new URL('../proofs/proven.json', import.meta.url), 'utf8')
const PROVEN = readProven(TEXT)
const models = new Map(ownModels().map(({ file, model }) => [file, model]))
// One after the other: what several import at once, jest may not have at hand.
const proofs: { name: string; proof: Awaited<ReturnType<typeof proofNamed>> }[] = []
for (const name of proofNames()) proofs.push({ name, proof: await proofNamed(name) })
const hot = proofs.filter(({ proof }) => proof.hot)

describe('what was proven by running', () => {
  test.each(Object.keys(PROVEN))('%s has every row that was shown for it', file => {
    const model = models.get(file)
    expect(model).toBeDefined()
    const rows = rowsOf(model!).map(({ id }) => `${id}`)
    expect(Object.values(PROVEN[file]!).flat().filter(row => !rows.includes(row))).toEqual([])
  })

  test('each library that is proven has a proof, and each proof has shown something', () => {
    expect(Object.keys(PROVEN).sort()).toEqual([...new Set(proofs.map(({ proof }) => proof.model))].sort())
  })

  test.each(proofs)('$name was run with what is installed', ({ proof }) => {
    const model = modelOf(proof)
    const installed = (proof.installed ?? [{}]).map(packages => withoutNode(versionText(model, packages)))
    expect(Object.keys(PROVEN[proof.model] ?? {}).map(withoutNode).filter(version => !installed.includes(version))).toEqual([])
  })

  test('is written as the command writes it', () => expect(writtenProven(PROVEN)).toBe(TEXT))

  test('is kept where a server is absent, and is gone where a row fails', () => {
    const outcomes = [{ row: 'a', is: 'skipped' as const }, { row: 'b', is: 'failed' as const }, { row: 'c', is: 'proven' as const }, { row: 'd', is: 'skipped' as const }]
    const before = { 'x.json': { 'x 1.0.0': ['a', 'b'] } }
    expect(withRuns(before, 'x.json', [{ version: 'x 1.0.0', outcomes }], before)).toEqual({ 'x.json': { 'x 1.0.0': ['a', 'c'] } })
  })
})

/** The tests run on several versions of Node.js, and what is proven of its own functions is written for one. */
function withoutNode(version: string): string {
  return version.replace(/^Node\.js .*/, 'Node.js')
}

describe('the quick half, run here', () => {
  // Some libraries say on the console what is tried here.
  beforeAll(() => {
    jest.spyOn(console, 'warn').mockImplementation(() => {})
  })

  test('there is enough of it', () => expect(hot.length).toBeGreaterThanOrEqual(14))

  test.each(hot)('$name', async ({ proof }) => {
    const quick = rowsOf(modelOf(proof)).filter(isHot).map(({ id }) => id)
    const known = new Map(Object.entries(PROVEN[proof.model] ?? {}).map(([version, rows]) => [withoutNode(version), rows.filter(row => quick.includes(row))]))
    const runs = await run(proof, { hot: true })
    const wrong = runs.flatMap(({ version, outcomes }) => outcomes.filter(({ is }) => is === 'failed').map(({ row, text }) => `${version}: ${row}: ${text}`))
    expect(wrong).toEqual([])
    for (const { version, outcomes } of runs) {
      const shown = outcomes.filter(({ is }) => is === 'proven').map(({ row }) => row)
      expect({ version, rows: shown.sort() }).toEqual({ version, rows: known.get(withoutNode(version)) })
    }
  })
})
