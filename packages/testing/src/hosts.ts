import { execFile } from 'node:child_process'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createChecker } from '@bulkhead/checker'
import { ESLint as ESLint10, type Linter } from 'eslint'
import { ESLint as ESLint9 } from 'eslint9'
import plugin from 'eslint-plugin-bulkhead'
import tseslint from 'typescript-eslint'
import type { Fixture } from './fixtures.js'

/** A finding as far as every host tells it. Lines and columns count from 1. */
export interface Told {
  file: string
  line: number
  column: number
  endLine: number
  endColumn: number
  rule: string
  message: string
}

/** What a host says of a mini-project: what it reports, and what a directive kept silent. */
export interface Answer {
  findings: Told[]
  suppressed: Told[]
}

/** Asks one host about one mini-project. */
export type Host = (fixture: Pick<Fixture, 'root' | 'files'>) => Promise<Answer>

/** The checker, asked about the repository as a whole. */
export const examined: Host = async ({ root }) => {
  const { findings, suppressed } = createChecker({ root }).examine()
  return { findings: findings.map(told).sort(byPlace), suppressed: suppressed.map(told).sort(byPlace) }
}

/** The checker as an editor asks it: file by file. It leaves directives to its host, so nothing is silent here. */
export const askedByFile: Host = async ({ root, files }) => {
  const checker = createChecker({ root })
  return { findings: files.flatMap(file => checker.check(file)).map(told).sort(byPlace), suppressed: [] }
}

/** ESLint as an editor or a hook runs it, with the plugin's recommended rules unless told otherwise. */
export const eslint10 = (extra: Linter.Config[] = []): Host => through(options => new ESLint10(options), extra)

/** The same in the major version before. */
export const eslint9 = (extra: Linter.Config[] = []): Host => through(options => new ESLint9(options), extra)

/** TypeScript's parser for TypeScript, ESLint's own for JavaScript: the least that a project can have. */
const LANGUAGES: Linter.Config[] = [
  { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: tseslint.parser } },
  { files: ['**/*.jsx'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
]

interface LintResult {
  filePath: string
  messages: Linter.LintMessage[]
  suppressedMessages: Linter.LintMessage[]
}

function through(open: (options: ESLint10.Options) => { lintFiles(files: string[]): Promise<LintResult[]> }, extra: Linter.Config[]): Host {
  return async ({ root, files }) => {
    const overrideConfig = [...LANGUAGES, plugin.configs.recommended, ...extra]
    // A file's name is no pattern: `[id].ts` is one file.
    const results = await open({ cwd: root, overrideConfigFile: true, overrideConfig, globInputPaths: false }).lintFiles(files)
    const all = (of: 'messages' | 'suppressedMessages') => results.flatMap(result => result[of].flatMap(m => spoken(m, relative(root, result.filePath).split(sep).join('/')))).sort(byPlace)
    return { findings: all('messages'), suppressed: all('suppressedMessages') }
  }
}

/** What our rules say. That a file does not parse is no rule's word, and no answer. */
function spoken({ fatal, ruleId, message, line, column, endLine, endColumn }: Linter.LintMessage, file: string): Told[] {
  if (fatal) throw new Error(`ESLint cannot read ${file}:${line}: ${message}`)
  const rule = ruleId?.replace(/^bulkhead\//, '') ?? ''
  // ESLint itself speaks under the name of a rule that a directive misspelt.
  return rule !== ruleId && Object.hasOwn(plugin.rules, rule) ? [{ file, line, column, endLine: endLine ?? line, endColumn: endColumn ?? column, rule, message }] : []
}

const COMMAND = fileURLToPath(new URL('../../cli/bin/bulkhead.js', import.meta.url))

/** The built command in a process of its own. dependency-cruiser is left out: it adds doubts, never findings. */
export const commandLine: Host = async ({ root }) => reported(await printed(['check', root, '--format', 'json', '--no-dependency-cruiser']))

/** What a JSON report says. */
export function reported(report: string): Answer {
  const { findings, suppressed } = JSON.parse(report) as Answer
  return { findings: findings.map(told).sort(byPlace), suppressed: suppressed.map(told).sort(byPlace) }
}

function printed(args: string[]): Promise<string> {
  const { NODE_OPTIONS: _options, ...env } = process.env
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [COMMAND, ...args], { env, maxBuffer: 1 << 26 }, (error, out, err) => {
      // 1 says that the gate fails, which most mini-projects are made for.
      if (error && error.code !== 1) reject(new Error(`${error.message}\n${err}`))
      else resolve(out)
    })
  })
}

const told = ({ file, line, column, endLine, endColumn, rule, message }: Told): Told => ({ file, line, column, endLine, endColumn, rule, message })

function byPlace(a: Told, b: Told): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule)
}

const compare = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0
