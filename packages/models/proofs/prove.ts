import { fork } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { proofNamed, proofNames } from './libraries.js'
import { readProven, withRuns, writtenProven } from './proven.js'
import type { Run } from './run.js'

const HELP = `npm run prove [-- library …] [--hot] [--write]

Runs the libraries that the models speak of, on this machine alone, and shows that each row of a model is true.

  library   proofs by the name of their file in packages/models/proofs/libraries; default: all
  --hot     only what the tests run too
  --write   write what is proven to packages/models/proofs/proven.json
  --quiet   say only what is not proven
`

/** How many libraries run at a time. */
const WORKERS = 2
const PATIENCE = 180_000

interface Report {
  name: string
  runs: Run[]
  error?: string
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { hot: { type: 'boolean' }, write: { type: 'boolean' }, quiet: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } })
  if (values.help) return console.log(HELP)
  const known = proofNames()
  const unknown = positionals.filter(name => !known.includes(name))
  if (unknown.length > 0) throw new Error(`There is no proof ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  if (values.hot && values.write) throw new Error('With --hot only a part is run: it cannot be written down.')
  const names = positionals.length > 0 ? positionals : known
  const reports = await inTurn(names, WORKERS, name => prove(name, values.hot ?? false, values.quiet ?? false))
  summarise(reports)
  if (values.write) await write(reports, positionals.length === 0)
  process.exitCode = reports.some(failed) ? 1 : 0
}

/** Runs one proof in a process of its own and says what came of it. */
async function prove(name: string, hot: boolean, quiet: boolean): Promise<Report> {
  const patience = (await proofNamed(name)).patience ?? PATIENCE
  const report = await new Promise<Report>(resolve => {
    const child = fork(new URL('child.js', import.meta.url), [name, ...(hot ? ['hot'] : [])], { execArgv: ['--expose-gc', '--no-warnings'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    let said = ''
    const timer = setTimeout(() => {
      resolve({ name, runs: [], error: `it is not done after ${patience / 1000} s. ${said}` })
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), 3000).unref()
    }, patience)
    child.stderr!.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-1500)))
    child.on('message', message => resolve({ name, runs: [], ...(message as object) }))
    child.on('exit', code => {
      clearTimeout(timer)
      resolve({ name, runs: [], error: `its process ended with ${code}. ${said}` })
    })
  })
  say(report, quiet)
  return report
}

function say({ name, runs, error }: Report, quiet: boolean): void {
  if (error !== undefined) console.log(`${name}: failed: ${error}`)
  for (const { version, outcomes } of runs)
    for (const { row, is, text } of outcomes) if (!quiet || is !== 'proven') console.log(`${name} (${version})  ${row}  ${is}${text ? `: ${text.replaceAll(/\s+/g, ' ')}` : ''}`)
}

function summarise(reports: Report[]): void {
  const counted = (is: string) => reports.flatMap(({ runs }) => [...new Set(runs.flatMap(({ outcomes }) => outcomes.filter(one => one.is === is).map(one => one.row)))])
  const proven = reports.filter(({ runs }) => runs.some(({ outcomes }) => outcomes.some(({ is }) => is === 'proven')))
  console.log(`\n${proven.length} libraries proven by running, ${counted('proven').length} rows; ${counted('failed').length} failed, ${counted('skipped').length} skipped, ${counted('unproven').length} unproven`)
  const bad = reports.filter(failed).map(({ name }) => name)
  if (bad.length > 0) console.log(`failed: ${bad.join(', ')}`)
}

function failed({ runs, error }: Report): boolean {
  return error !== undefined || runs.some(({ outcomes }) => outcomes.some(({ is }) => is === 'failed'))
}

/** Keeps what was skipped here: a server that is absent on this machine proves nothing against what it showed on another. */
async function write(reports: Report[], all: boolean): Promise<void> {
  const path = new URL('../proven.json', import.meta.url)
  let proven = all ? {} : readProven(readFileSync(path, 'utf8'))
  const before = readProven(readFileSync(path, 'utf8'))
  for (const { name, runs } of reports) proven = withRuns(proven, (await proofNamed(name)).model, runs, before)
  writeFileSync(path, writtenProven(proven))
}

async function inTurn<T, R>(items: T[], workers: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const queue = items.map((item, index) => ({ item, index }))
  await Promise.all(Array.from({ length: workers }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) results[next.index] = await work(next.item)
  }))
  return results
}

await main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
