import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { EQUIVALENTS, type Equivalent } from './equivalents.js'
import { ENDS, type Order } from './mutant.js'
import { mutationsOf, type Mutation } from './mutations.js'

/** The code that decides what is reported. */
export const JUDGES = [
  'rules/require-request-timeout.ts', 'rules/require-idempotency-key.ts', 'rules/no-cross-boundary-db-import.ts', 'rules/require-suppression-reason.ts',
  'packages/analysis/src/boundaries/database.ts', 'packages/analysis/src/operations/keys.ts', 'packages/analysis/src/limits/limit.ts', 'packages/analysis/src/limits/signals.ts',
]

/** How a change ended: with the fixture that noticed, with a process that broke or did not end, or with nobody who noticed. */
type Result = { is: 'killed'; by: string } | { is: 'survived' }

const built = (file: string): string => file.replace(/^(packages\/[^/]+)\/src\//, '$1/dist/').replace(/^rules\//, 'rules/dist/').replace(/\.ts$/, '.js')

/** Whether a change is known to make no difference. */
export const equivalentTo = ({ file, code, change }: Mutation): Equivalent | undefined => EQUIVALENTS.find(e => e.file === file && code.includes(e.code) && e.change === change)

/** Asks the fixtures about a changed file, those first that noticed most of late. */
async function attempt(house: string, { file, text }: Pick<Mutation, 'file' | 'text'>, first: string[]): Promise<Result> {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true } })
  const order: Order = { house, first, url: pathToFileURL(join(house, built(file))).href, text: outputText }
  const { code, output, ended } = await run(join(import.meta.dirname, 'mutant.js'), JSON.stringify(order))
  if (code === ENDS.notRun) throw new Error(`No fixture runs ${file}.`)
  if (code === ENDS.unnoticed) return { is: 'survived' }
  return { is: 'killed', by: code === ENDS.noticed ? output : ended ? 'a crash' : 'a process that does not end' }
}

function run(script: string, input: string): Promise<{ code: unknown; output: string; ended: boolean }> {
  return new Promise(answer => {
    const child = execFile(process.execPath, [script], { timeout: 120_000 }, (error, output) => answer({ code: error ? error.code : 0, output, ended: !error?.killed }))
    child.stdin!.end(input)
  })
}

/** Tries every change of some files, one after the other. False where one was not noticed, or one that was to make no difference was. */
async function mutate(house: string, files: string[]): Promise<boolean> {
  const table: string[] = []
  const stale = EQUIVALENTS.filter(({ file }) => files.includes(file)).filter(e => !mutations(house, e.file).some(m => equivalentTo(m) === e)).map(({ file, change }) => `${file}: \`${change}\` is no longer possible`)
  let first: string[] = []
  let survivors = 0
  for (const file of files) {
    const counts = { killed: 0, equivalent: 0, survived: 0 }
    const unchanged = await attempt(house, { file, text: readFileSync(join(house, file), 'utf8') }, [])
    if (unchanged.is === 'killed') throw new Error(`The fixtures fail before ${file} is changed: ${unchanged.by}`)
    for (const mutation of mutations(house, file)) {
      const result = await attempt(house, mutation, first)
      const known = equivalentTo(mutation)
      const is = known && result.is === 'survived' ? 'equivalent' : result.is
      counts[is]++
      if (result.is === 'killed') {
        first = [result.by, ...first.filter(name => name !== result.by)].slice(0, 8)
        if (known) stale.push(`${file}:${mutation.line} \`${mutation.change}\` is noticed by ${result.by}`)
      }
      print(`${file}:${mutation.line} \`${mutation.change}\` ${is}${result.is === 'killed' ? ` by ${result.by}` : known ? `: ${known.because}` : ''}`)
    }
    survivors += counts.survived
    table.push(`| ${file} | ${mutations(house, file).length} | ${counts.killed} | ${counts.equivalent} | ${counts.survived} |`)
  }
  print(['', '| file | changes | killed | equivalent | survived |', '|---|--:|--:|--:|--:|', ...table].join('\n'))
  for (const entry of stale) print(`Stale among the equivalents: ${entry}`)
  return survivors === 0 && stale.length === 0
}

const mutations = (house: string, file: string): Mutation[] => mutationsOf(file, readFileSync(join(house, file), 'utf8'))

const print = (line: string): void => void process.stdout.write(`${line}\n`)

if (process.argv[1] === import.meta.filename) {
  const files = process.argv.slice(2)
  process.exitCode = await mutate(resolve(import.meta.dirname, '../../../..'), files.length > 0 ? files : JUDGES) ? 0 : 1
}
