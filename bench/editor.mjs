import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Editor, ESLINT_SERVER, fromNpm } from '@bulkhead/testing'
import { median } from './report.mjs'

const HOUSE = join(import.meta.dirname, '..')
const FILE = 'services/orders/src/modules/order/order.service.ts'
const LINES = 500
const LIMIT = 1.5

const CONFIGS = {
  'without Bulkhead': "import tseslint from 'typescript-eslint'\nexport default tseslint.config(tseslint.configs.recommended)\n",
  'with Bulkhead': "import bulkhead from 'eslint-plugin-bulkhead'\nimport tseslint from 'typescript-eslint'\nexport default tseslint.config(tseslint.configs.recommended, bulkhead.configs.recommended)\n",
}

/** What somebody types, one after the other: each takes the place of a comment in the file. */
const CHANGES = [
  '', 'const step = 1', 'const step = 12', "this.log.info({ step: 'ship' }, 'on its way')", "this.log.info({ step: 'shipped' }, 'on its way')", 'if (command.reason) return this.get(found.id)',
  'await this.orders.update(found.id, {})', "await fetch('https://carrier.example/parcels')", "await fetch('https://carrier.example/parcels', { signal: AbortSignal.timeout(900) })", "await fetch('https://carrier.example/labels')",
]
const PLACE = '/* here */'

/** How often all of them are typed without a pause, and how many with one, after which the disk is looked at. */
const ROUNDS = 6
const PAUSES = 8
const PAUSE = 1100

/** One change after the other in one file of a repository, told to two language servers in turn; milliseconds until each has told the new diagnostics. */
export async function inEditor(folder) {
  const part = fromNpm({ [ESLINT_SERVER.package]: ESLINT_SERVER.version })
  if ('missing' in part) throw new Error(part.missing)
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  for (const name of ['eslint', 'eslint-plugin-bulkhead', 'typescript', 'typescript-eslint']) symlinkSync(join(HOUSE, 'node_modules', name), join(folder, 'node_modules', name), 'junction')
  const text = longer(readFileSync(join(folder, FILE), 'utf8'))
  writeFileSync(join(folder, FILE), text.replace(PLACE, ''))
  const editors = []
  for (const [name, config] of Object.entries(CONFIGS)) {
    const file = join(folder, `${name.replaceAll(' ', '-')}.config.mjs`)
    writeFileSync(file, config)
    const editor = await Editor.open(part.at, folder, file)
    await editor.show(FILE)
    editors.push({ name, editor, first: await told(editor, text, ''), typed: [], paused: [], seen: new Set() })
  }
  for (let round = 0; round < ROUNDS; round++) for (const change of CHANGES) for (const one of editors) one.typed.push(await told(one.editor, text, change, one.seen))
  for (const change of CHANGES.slice(0, PAUSES)) {
    await new Promise(resolve => setTimeout(resolve, PAUSE))
    for (const one of editors) one.paused.push(await told(one.editor, text, change, one.seen))
  }
  for (const { editor } of editors) await editor.end()
  return summarised(editors)
}

async function told(editor, text, change, seen) {
  const start = performance.now()
  await editor.type(FILE, text.replace(PLACE, change))
  const diagnostics = await editor.diagnostics(FILE)
  const took = performance.now() - start
  for (const { code } of diagnostics) seen?.add(code)
  if (editor.complaints.length > 0) throw new Error(editor.complaints.join('\n'))
  return took
}

/** The service with so many methods of the kind that it has that it comes to 500 lines. */
function longer(text) {
  const [end] = text.match(/\n {2}private async required\(/)
  const methods = text.slice(0, text.indexOf(end)).split(/\n(?= {2}async )/).filter(method => method.includes('(command: '))
  const missing = LINES - text.split('\n').length
  const more = Array.from({ length: Math.ceil(missing / methods[0].split('\n').length) }, (_, i) => methods[i % methods.length].replace(/async (\w+)/, `async $1${i}`))
  return text.replace(end, `\n${more.join('\n')}\n${end}`).replace(/(?<=by: command\.requestedBy \}, '[^']*'\)\n)/, `    ${PLACE}\n`)
}

function summarised(editors) {
  const servers = editors.map(({ name, first, typed, paused, seen }) => ({ name, first, typed: median(typed), paused: median(paused), slowest: Math.max(...typed), seen: [...seen].filter(Boolean).sort() }))
  const [without, ours] = servers
  return { servers, ratios: { typed: ours.typed / without.typed, paused: ours.paused / without.paused }, holds: ours.typed / without.typed <= LIMIT }
}

/** The summary as a person reads it. */
export function asTextOfEditor({ repository, servers, ratios, holds }) {
  const ms = number => `${number.toFixed(0)} ms`
  const rows = servers.map(({ name, first, typed, slowest, paused }) => `${name.padEnd(18)}${[first, typed, slowest, paused].map(ms).map(one => one.padStart(15)).join('')}`)
  return [
    `${repository.name}: ${repository.files} files, ${repository.lines} lines; one file of ${LINES} lines changes`, '',
    `${''.padEnd(18)}${['first', 'typed', 'slowest', 'after a pause'].map(one => one.padStart(15)).join('')}`, ...rows,
    `${'ratio'.padEnd(18)}${''.padStart(15)}${`${ratios.typed.toFixed(2)}`.padStart(15)}${''.padStart(15)}${`${ratios.paused.toFixed(2)}`.padStart(15)}`, '',
    `${holds ? 'holds ' : 'MISSED'}  at most ${LIMIT} times the same server without Bulkhead`, '',
  ].join('\n')
}
