import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { ownModels, rowsOf } from '../src/index.js'
import { proofNamed, proofNames } from '../proofs/libraries.js'
import { readProven, withRuns, writtenProven } from '../proofs/proven.js'
import { isHot, modelOf, versionText, type Run } from '../proofs/run.js'

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

/** Processes that run the proofs: nearly all of their time goes into waiting for peers that say nothing. */
const SHARES = 4

interface Ran {
  name: string
  runs?: Run[]
  error?: string
}

describe('the quick half, run here', () => {
  const ran = new Map<string, Promise<Ran>>()

  beforeAll(() => {
    for (let share = 0; share < SHARES; share++) for (const [name, told] of quick(hot.map(({ name }) => name).filter((_, i) => i % SHARES === share))) ran.set(name, told)
  })

  test('there is enough of it', () => expect(hot.length).toBeGreaterThanOrEqual(14))

  test.each(hot)('$name', async ({ name, proof }) => {
    const quick = rowsOf(modelOf(proof)).filter(isHot).map(({ id }) => id)
    const known = new Map(Object.entries(PROVEN[proof.model] ?? {}).map(([version, rows]) => [withoutNode(version), rows.filter(row => quick.includes(row))]))
    const { runs = [], error } = await ran.get(name)!
    expect(error).toBeUndefined()
    expect(runs).toHaveLength(proof.installed?.length ?? 1)
    const wrong = runs.flatMap(({ version, outcomes }) => outcomes.filter(({ is }) => is === 'failed').map(({ row, text }) => `${version}: ${row}: ${text}`))
    expect(wrong).toEqual([])
    for (const { version, outcomes } of runs) {
      const shown = outcomes.filter(({ is }) => is === 'proven').map(({ row }) => row)
      expect({ version, rows: shown.sort() }).toEqual({ version, rows: known.get(withoutNode(version)) })
    }
  })
})

/** Starts one process for some proofs; what it tells of each is there when it has come to it. */
function quick(names: string[]): Map<string, Promise<Ran>> {
  const { NODE_OPTIONS: _options, ...env } = process.env
  const child = fork(new URL('../proofs/dist/quick.js', import.meta.url), names, { env, execArgv: ['--no-warnings'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-1500)))
  const waiting = new Map<string, (ran: Ran) => void>()
  const all = new Map(names.map(name => [name, new Promise<Ran>(resolve => void waiting.set(name, resolve))]))
  child.on('message', message => waiting.get((message as Ran).name)?.(message as Ran))
  child.on('exit', code => { for (const [name, resolve] of waiting) resolve({ name, error: `its process ended with ${code}. ${said}` }) })
  return all
}
