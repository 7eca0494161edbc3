import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { backend, bulkhead, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const SHOP = join(import.meta.dirname, '../../../fixtures/services/shop')
const DAY = ['--as-of', '2026-11-23']

describe('a check in parts', () => {
  const elsewhere = make({})
  const parts = ['1', '2'].map(n => join(elsewhere, `${n}.part.json`))
  const here = make({})
  cpSync(SHOP, here, { recursive: true })
  const sharded = parts.map((output, i) => bulkhead(['check', here, '--shard', `${i + 1}/2`, '--output', output]))

  test('decides nothing before the parts are together', () => {
    expect(sharded.map(({ code, out }) => ({ code, out }))).toEqual([{ code: 0, out: '' }, { code: 0, out: '' }])
    expect(sharded[0]!.err).toMatch(/answers in .*1\.part\.json; `bulkhead gate --merge` decides\./)
  })

  test('ends in the verdict of one whole run, by the same bytes', () => {
    const whole = bulkhead(['gate', here, ...DAY, '--format', 'json'])
    expect(whole.code).toBe(1)
    expect(bulkhead(['gate', here, ...DAY, '--format', 'json', '--merge', ...parts])).toEqual(whole)
  })

  test('is refused with exit 2 where a part is missing, is there twice, or is about other code', () => {
    const merge = (...some: string[]) => bulkhead(['gate', here, '--no-dependency-cruiser', '--merge', ...some])
    expect(merge(parts[0]!)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('bulkhead: Shard 2 of 2 is missing.\nMake all parts anew') })
    expect(merge(...parts, parts[1]!)).toMatchObject({ code: 2, err: expect.stringContaining('Shard 2 of 2 is there twice') })
    writeFileSync(join(here, 'services/orders/src/late.ts'), 'export const late = 1\n')
    expect(merge(...parts)).toMatchObject({ code: 2, err: expect.stringContaining('is about other files than lie here') })
  })
})

test('a package is judged from its own folder, and its part may lie in it', () => {
  const root = make({ ...backend(), 'packages/a/package.json': '{ "name": "a" }', 'packages/a/index.js': 'export const a = () => fetch("https://a.example")\n' })
  const cwd = join(root, 'packages/a')
  expect(bulkhead(['check', '../..', '--package', '.', '--output', 'bulkhead.part.json'], { cwd })).toMatchObject({ code: 0, err: '1 answer in bulkhead.part.json; `bulkhead gate --merge` decides.\n' })
  const whole = bulkhead(['check', root, '--format', 'json'])
  expect(JSON.parse(whole.out).findings.map(({ file }: { file: string }) => file)).toEqual(['packages/a/index.js', 'src/a.ts'])
  // The part lies in the repository now, and is no part of it.
  expect(bulkhead(['check', root, '--format', 'json', '--merge', join(cwd, 'bulkhead.part.json')]).out).toBe(whole.out)
})

describe('what is no part is told', () => {
  const root = make(backend())
  mkdirSync(join(root, 'lib'))
  test.each([
    [['--shard', '3/2'], '--shard is `3/2`, and that is no part of a whole.'],
    [['--shard', 'two'], '--shard is `two`, and that is no part of a whole.'],
    [['--shard', '1/2', '--package', root], '--shard and --package ask for two different parts.'],
    [['--package', join(root, 'gone')], 'is no folder of'],
    [['--shard', '1/2', '--since', 'main', '--job-summary'], 'A part knows nothing of --since, --job-summary.'],
    [['--shard', '1/2', '--output', 'one.json'], 'one.json is no name for a part.'],
    [['--merge', 'gone.part.json'], 'The part gone.part.json cannot be read.'],
  ])('%s', (args, message) => expect(bulkhead(['check', root, ...args])).toMatchObject({ code: 2, err: expect.stringContaining(message) }))
})
