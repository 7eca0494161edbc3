import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { TSESLint } from '@typescript-eslint/utils'
import type { Finding } from '@bulkhead/analysis'
import { Repository } from './repository.js'

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>

/** What `settings.bulkhead` may say in an ESLint configuration. */
interface Settings {
  /** The repository's root, absolute or relative to ESLint's working directory. */
  root?: string
  /** False: only a JSON configuration is read. */
  configExecution?: boolean
}

// One checker a repository for as long as the process lives: opening one costs more than a file's findings.
const repositories = new Map<string, Repository>()
const asked = new WeakMap<object, Finding[]>()

/** The findings of the file that ESLint is looking at, asked for once and shared by all rules. */
export function findingsIn(context: Context): Finding[] {
  const known = asked.get(context.sourceCode)
  if (known) return known
  const findings = ask(context)
  asked.set(context.sourceCode, findings)
  return findings
}

function ask(context: Context): Finding[] {
  const settings = (context.settings.bulkhead ?? {}) as Settings
  const file = resolve(context.cwd, context.physicalFilename)
  const root = settings.root === undefined ? rootAbove(file, context.cwd) : resolve(context.cwd, settings.root)
  const path = relative(root, file).split(sep).join('/')
  // A snippet inside another file, such as a code block of a page, is no file of the repository.
  if (path.startsWith('..') || context.filename !== context.physicalFilename) return []
  let repository = repositories.get(root)
  if (!repository) repositories.set(root, (repository = new Repository({ root, strict: true, allowConfigExecution: settings.configExecution })))
  // Without a byte order mark, as ESLint counts columns and as the checker reads the disk.
  return repository.check(path, context.sourceCode.text)
}

/** The nearest folder above a file that has a configuration of ours or is a repository, else ESLint's working directory. */
function rootAbove(file: string, cwd: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (MARKS.some(mark => existsSync(join(folder, mark)))) return folder
    if (folder === cwd || folder === dirname(folder)) return cwd
  }
}
const MARKS = ['bulkhead.config.ts', 'bulkhead.config.js', 'bulkhead.config.mjs', 'bulkhead.config.json', '.git']
