import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative, resolve } from 'node:path'

/** One small change of the code that a fixture should notice. */
export interface Mutation {
  /** Relative to the root of the repository. */
  file: string
  line: number
  /** What was done, in the code's own words. */
  change: string
  /** The whole file, changed. */
  text: string
}

/** A kind of change: where it may be made, and what is put there. */
interface Operator {
  at: RegExp
  put: (found: string) => string | undefined
}

const OPERATORS: Operator[] = [
  { at: /===|!==/g, put: found => found === '===' ? '!==' : '===' },
  { at: / (?:&&|\|\|) /g, put: found => found === ' && ' ? ' || ' : ' && ' },
  { at: /\bcontinue\b/g, put: () => 'void 0' },
  { at: /is: 'wrong'/g, put: () => "is: 'fine'" },
  { at: /\.(?:some|every)\(/g, put: found => found === '.some(' ? '.every(' : '.some(' },
  // Not where it is a type.
  { at: /(?<!\| |& \{ (?:state|is): )'(?:unlimited|missing|fresh|caller-only|off)'(?! \|)/g, put: () => "'set'" },
  { at: /\bif \(/g, put: () => undefined },
]

/** Every change that can be made to a text, in its order. A condition is once taken for never and once for always true. */
export function mutationsOf(file: string, text: string): Mutation[] {
  const found: Mutation[] = []
  const add = (start: number, end: number, by: string): void => {
    const before = text.slice(0, start)
    const line = before.split('\n').length
    found.push({ file, line, change: `${excerpt(text.slice(start, end))} -> ${by.trim()}`, text: before + by + text.slice(end) })
  }
  for (const { at, put } of OPERATORS)
    for (const { 0: match, index } of text.matchAll(at)) {
      if (!isCode(text, index) || match.endsWith('==') && isWholeCondition(text, index)) continue
      const by = put(match)
      if (by !== undefined) add(index, index + match.length, by)
      else for (const value of ['false', 'true']) add(index, closing(text, index + match.length), `if (${value})`)
    }
  return found.sort((a, b) => a.line - b.line)
}

const excerpt = (code: string): string => code.replace(/\s+/g, ' ').trim()

/** Comments and declarations of types do nothing, so a change of them proves nothing. */
function isCode(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', index) + 1, text.indexOf('\n', index))
  return !/^\s*(?:\/\/|\/?\*|\||(?:export )?(?:type|interface|import)\b)/.test(line) && !/^[^'"`]*(?:\/\/|\/\*)/.test(line.slice(0, index - text.lastIndexOf('\n', index) - 1))
}

/** A condition of one comparison is taken for never and for always true, which says more than turning it around. */
function isWholeCondition(text: string, index: number): boolean {
  const start = text.lastIndexOf('if (', index) + 'if ('.length
  const end = closing(text, start)
  return index < end && !/&&|\|\||=>/.test(text.slice(start, end))
}

/** The end of the parenthesis that was opened before an index. */
function closing(text: string, index: number): number {
  for (let depth = 1; depth > 0 && index < text.length; index++) {
    if (text[index] === '(') depth++
    else if (text[index] === ')') depth--
  }
  return index
}

/** The code that decides what is reported. */
const JUDGES = [
  'rules/no-cross-boundary-db-import.ts', 'rules/require-idempotency-key.ts', 'rules/require-request-timeout.ts', 'rules/require-suppression-reason.ts',
  'packages/analysis/src/boundaries/database.ts', 'packages/analysis/src/operations/keys.ts', 'packages/analysis/src/limits/limit.ts', 'packages/analysis/src/limits/signals.ts',
]

/** Copies the repository to a temporary folder: what is changed is never the code that others work on. */
function copyOf(house: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'bulkhead-mutants-'))
  const modules: string[] = []
  cpSync(house, copy, {
    recursive: true,
    filter: source => {
      const name = basename(source)
      if (name === 'node_modules') modules.push(relative(house, source))
      return !['node_modules', 'dist', '.git'].includes(name)
    },
  })
  for (const path of modules) symlinkSync(join(house, path), join(copy, path))
  return copy
}

/** Whether the fixtures still say what they should. A run that does not end has noticed too. */
function fixturesPass(copy: string): Promise<boolean> {
  const args = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', 'packages/testing/test/fixtures', '--silent']
  return new Promise(answer => execFile(process.execPath, args, { cwd: copy, timeout: 90_000, maxBuffer: 1 << 26 }, error => answer(error === null)))
}

async function run(house: string, files: string[]): Promise<void> {
  const copies = [copyOf(house), copyOf(house)]
  try {
    if (!await fixturesPass(copies[0]!)) throw new Error('The fixtures fail before anything is changed.')
    const mutations = files.flatMap(file => mutationsOf(file, readFileSync(join(copies[0]!, file), 'utf8')))
    const waiting = [...mutations]
    let unnoticed = 0
    const work = async (copy: string): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const survived = await survives(next, copy)
        if (survived) unnoticed++
        process.stdout.write(`| ${next.file}:${next.line} | \`${next.change.replaceAll('|', '\\|')}\` | ${survived ? '**survived**' : 'killed'} |\n`)
      }
    }
    await Promise.all(copies.map(work))
    process.stdout.write(`\n${mutations.length} changes, ${mutations.length - unnoticed} noticed, ${unnoticed} not.\n`)
  } finally {
    for (const copy of copies) rmSync(copy, { recursive: true, force: true })
  }
}

async function survives({ file, text }: Mutation, copy: string): Promise<boolean> {
  const path = join(copy, file)
  const original = readFileSync(path, 'utf8')
  writeFileSync(path, text)
  try {
    return await fixturesPass(copy)
  } finally {
    writeFileSync(path, original)
  }
}

if (process.argv[1] === import.meta.filename) {
  const house = resolve(import.meta.dirname, '../../..')
  const files = process.argv.length > 2 ? process.argv.slice(2) : JUDGES.filter(file => existsSync(join(house, file)))
  await run(house, files)
}
