import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { BIN, commit, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const shop = join(import.meta.dirname, '../../../fixtures/services/shop')
const WHEN = new Date('2026-11-24T12:00:00Z')

/** Everything below a folder, by its path there. */
function filesBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return Object.fromEntries(files.map(({ parentPath, name }) => [join(parentPath, name).slice(folder.length + 1), readFileSync(join(parentPath, name), 'utf8')]))
}

/** Evidence of several tools, runbooks, a rollout and migrations beside the shop, so that no part of a report is empty. */
const more: Record<string, string> = {
  'jest.json': readFileSync(join(import.meta.dirname, '../../gate/test/evidence/samples/real/jest.json'), 'utf8'),
  'docs/runbooks/orders.md': 'What to do when orders wait. '.repeat(10), 'docs/runbooks/payments.md': 'What to do when payments wait. '.repeat(10),
  'services/orders/migrations/001.sql': 'create table a ();', 'services/catalog/migrations/001.sql': 'create table b ();',
  ...Object.fromEntries(['catalog', 'orders', 'payments'].map(name => [`k8s/${name}.yaml`, `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { template: { spec: { containers: [{ name: ${name}, livenessProbe: { exec: {} } }] } } }\n`])),
  'services/orders/src/broken.ts': 'export const = 1\n', 'services/payments/src/lost.ts': "import './nowhere.js'\n",
}

/** A repository of the same commit, whose files were made in another order. */
function repository(order: 'forwards' | 'backwards'): string {
  const files = Object.entries({ ...filesBelow(shop), ...more })
  const root = make(Object.fromEntries(order === 'forwards' ? files : files.reverse()))
  utimesSync(join(root, 'jest.json'), WHEN, WHEN)
  commit(root)
  return root
}

async function reports(order: 'forwards' | 'backwards', jobs: '1' | '2'): Promise<Record<string, string>> {
  const [root, out] = [repository(order), join(make({}), 'out')]
  mkdirSync(out)
  const { CI: _ci, ...env } = process.env
  const run = spawn(process.execPath, [join(import.meta.dirname, 'every-report.mjs'), root, out, jobs, order], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  run.stderr.on('data', (text: Buffer) => { said += String(text) })
  const code = await new Promise(done => { run.on('close', done) })
  if (code !== 0) throw new Error(`${BIN}: ${said}`)
  return { ...filesBelow(out), ...filesBelow(join(root, '.bulkhead')) }
}

test('two runs on the same commit give the same bytes, in any order of files and with any number of threads', async () => {
  const [one, other] = await Promise.all([reports('forwards', '1'), reports('backwards', '2')])
  expect(Object.keys(one)).toEqual(expect.arrayContaining([expect.stringContaining('check'), expect.stringContaining('gate'), expect.stringContaining('review'), 'baseline/orders.txt']))
  expect(Object.keys(one).length).toBeGreaterThan(25)
  expect(Object.values(one).filter(text => text === '')).toEqual([])
  expect(other).toEqual(one)
}, 240_000)
