import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, expect, test } from '@jest/globals'
import { ownModels, type ValueModel } from '../src/index.js'
import { ARRANGEMENTS } from './truth/arrangements.js'
import { reach } from '../proofs/reach.js'
import { arrange } from './truth/world.js'

/** A promise that never settles, so that what ends has been ended by something else. */
const never = () => new Promise<never>(() => {})

/** The same as what can be awaited, and as a function. */
const awaited = () => Object.assign(never, { then: () => {} })

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-values-'))
const query = join(folder, 'query.sql')
writeFileSync(query, 'select 1')
process.env['TOLD'] = 'told'
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  delete process.env['TOLD']
})

/** How pg-promise asks a value for its text. */
const TO_POSTGRES = Symbol.for('ctf.toPostgres')

/** What each meaning promises, tried on the real thing: arguments to give it, and what must hold of two results. */
const PROMISES: Record<Exclude<ValueModel['means'], 'page' | 'worker'>, { given?: () => Record<string, unknown>; holds: (first: unknown, again: () => unknown) => unknown }> = {
  named: { given: () => ({ name: 'name' }), holds: (first, again) => first === again() },
  memo: { given: () => ({ run: () => 'made' }), holds: first => (first as (container: object) => unknown)({ resolve: () => {} }) === 'made' },
  fresh: { given: () => ({ array: new Uint8Array(8), size: 8, range: 1e9 }), holds: async (first, again) => (await sleep(2), String(first) !== String(again()) || first !== again()) },
  'timer-signal': { given: () => ({ delay: 1 }), holds: async first => (await sleep(50), (first as AbortSignal).aborted) },
  'joined-signals': { given: () => ({ signals: [AbortSignal.abort()] }), holds: first => (first as AbortSignal).aborted },
  'caller-signal': { holds: first => typeof (first as AbortSignal).aborted === 'boolean' },
  controller: { holds: first => ((first as AbortController).abort(), (first as AbortController).signal.aborted) },
  timer: { given: () => ({ callback: () => {}, delay: 1 }), holds: first => first !== undefined },
  delay: { given: () => ({ delay: 1 }), holds: async first => (await first, true) },
  race: { given: () => ({ promises: [never(), Promise.resolve('first')] }), holds: async first => (await first) === 'first' },
  all: { given: () => ({ promises: [Promise.resolve(1), Promise.resolve(2)] }), holds: async first => ((await first) as unknown[]).length === 2 },
  deadline: { given: () => ({ awaited: awaited(), delay: 1, message: 'late', options: { milliseconds: 1, timeout: 1, fallback: () => 'late' } }), holds: first => Promise.resolve(typeof first === 'function' ? promisify(first as () => void)() : first).then(answer => answer === 'late', () => true) },
  keeper: { given: () => ({ entries: [] }), holds: first => { const key = {}; return (first as Map<object, number>).set(key, 1).get(key) === 1 } },
  fetch: { holds: first => first === globalThis.fetch },
  mode: { holds: first => first === 'test' },
  merge: { given: () => ({ target: { a: 1 }, sources: { b: 2 } }), holds: first => JSON.stringify(first) === '{"a":1,"b":2}' },
  'deep-merge': { given: () => ({ target: { a: { b: 1 } }, sources: { a: { b: undefined, c: 2 } } }), holds: first => JSON.stringify(first) === '{"a":{"b":1,"c":2}}' },
  defaults: { given: () => ({ target: { a: 1, b: undefined }, sources: { a: 2, b: 3 } }), holds: first => JSON.stringify(first) === '{"a":1,"b":3}' },
  without: { given: () => ({ target: { a: 1, b: 2, c: 3 }, names: ['a', 'b'] }), holds: first => JSON.stringify(first) === '{"c":3}' },
  promised: { given: () => ({ run: (value: string, done: (error: null, value: string) => void) => { done(null, `${value} twice`) } }), holds: async first => await (first as (value: string) => Promise<string>)('told') === 'told twice' },
  'promised-all': {
    given: () => ({ target: { read: (name: string, done: (error: null, text: string) => void) => { done(null, `${name} read`) } }, settings: undefined }),
    holds: async first => await (first as { readAsync(name: string): Promise<string> }).readAsync('letter') === 'letter read',
  },
  address: { given: () => ({ url: 'https://address.example/', base: undefined }), holds: first => String(first) === 'https://address.example/' },
  environment: { given: () => ({ name: 'TOLD' }), holds: first => Object.values(process.env).includes(first as string) },
  'file-text': { given: () => ({ path: query }), holds: async first => {
    // Some hand themselves over to the driver as text.
    const text = await first as Buffer & { [TO_POSTGRES]?: () => string }
    return (text[TO_POSTGRES]?.() ?? text.toString()).includes('select 1')
  } },
  same: { given: () => ({ value: { a: 1 }, table: { a: 1 }, alias: 'other' }), holds: first => JSON.stringify(first) === '{"a":1}' },
}

/** What only a page may call refuses to be called here; that it is there is the truth test's business. */
const cases = ownModels().filter(({ file }) => !ARRANGEMENTS[file]?.absent).flatMap(({ file, model }) =>
  (model.values ?? []).flatMap(({ means, made }) => (means === 'page' || means === 'worker' ? [] : made.map(signature => ({ file, model, means, signature })))),
)

test.each(cases)('$file: $signature is $means', async ({ file, model, means, signature }) => {
  const world = await arrange(model, ARRANGEMENTS[file]?.installed?.at(-1) ?? { packages: {} }, ARRANGEMENTS[file] ?? {})
  const { given, holds } = PROMISES[means]
  const call = () => [...reach(signature, { roots: world.roots, arguments: { ...world.arguments, options: undefined, ...given?.() } }, true)].map(([spelling, found]) => {
    // Of those that are the same only one is waited for.
    if (means === 'deadline') for (const { value } of found) Promise.resolve(value).catch(() => {})
    return [spelling, found[0]?.value] as const
  })
  for (const [spelling, value] of call()) expect([spelling, await holds(value, () => new Map(call()).get(spelling))]).toEqual([spelling, true])
})

const constants = ownModels().flatMap(({ file, model }) => Object.entries(model.constants ?? {}).map(([signature, value]) => ({ file, model, signature, value })))

test.each(constants)('$file: $signature is $value', async ({ file, model, signature, value }) => {
  const { roots } = await arrange(model, ARRANGEMENTS[file]?.installed?.at(-1) ?? { packages: {} }, ARRANGEMENTS[file] ?? {})
  expect([...reach(signature, { roots, arguments: {} }, true)].map(([, found]) => found[0]?.value)).toEqual([value])
})
