import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** A mini-project with expectations in its own lines. */
export interface Fixture {
  /** `<rule>/<case>`, or `services/<name>`. */
  name: string
  /** Absolute path of the mini-project. */
  root: string
  /** Its code files, relative to its root. */
  files: string[]
  wants: Expectation[]
  todos: Expectation[]
  /** Places that findings give as evidence. */
  related: Expectation[]
  /** How many answers a rule gives, and how many of them are unknown. */
  judged: Expectation[]
  beliefs: Belief[]
  /** What lines define and reach in databases; a fixture that says so of one line says it of all. */
  tables: Belief[]
  /** Files that define a part of a database layer. */
  database: string[]
  /** Which file takes only what is harmless from which file of a foreign database layer: `from -> to`. */
  harmless: string[]
}

/** A finding that a line asks for. */
export interface Expectation {
  file: string
  line: number
  rule: string
  /** A part of the message. */
  part?: string
}

/** What the engine should believe of an operation of a line. */
export interface Belief {
  file: string
  line: number
  /** A part of the operation in words; `none` where there is to be no operation. */
  text: string
}

const CODE = /\.[mc]?[jt]sx?$/
const WANT = /\/\/\s*(todo-want|want|related|judged)\s+([a-z-]+)(?:\s+"([^"]*)")?/g
const BOUNDARY = /\/\/\s*(database|harmless)(?:\s+(\S+))?\s*$/
const VALUE = /\/\/\s*value\s+(.+?)\s*(?=\/\/|$)/g

const TABLE = /\/\/\s*table\s+(.+?)\s*(?=\/\/|$)/

/** Reads every fixture below a folder, in alphabetical order. */
export function readFixtures(folder: string): Fixture[] {
  return directories(folder).flatMap(group => directories(join(folder, group)).map(name => readFixture(join(folder, group, name), `${group}/${name}`)))
}

function readFixture(root: string, name: string): Fixture {
  const files = codeFiles(root).map(file => relative(root, file).split(sep).join('/')).sort()
  const lines = files.flatMap(file => linesOf(file, readFileSync(join(root, file), 'utf8')))
  const asked = (kind: string): Expectation[] => lines.flatMap(({ file, line, content }) =>
    [...content.matchAll(WANT)].flatMap(([, is, rule, part]) => is === kind ? { file, line, rule: rule!, part } : []))
  const beliefs = lines.flatMap(({ file, line, content }) => [...content.matchAll(VALUE)].map(([, text]) => ({ file, line, text: text! })))
  const tables = lines.flatMap(({ file, line, content }) => (TABLE.exec(content)?.[1]?.split(/\s*,\s*/) ?? []).map(text => ({ file, line, text })))
  const marked = (kind: string): string[] => lines.flatMap(({ file, content }) => {
    const [, is, to] = BOUNDARY.exec(content) ?? []
    return is === kind ? [to === undefined ? file : `${file} -> ${to}`] : []
  })
  return { name, root, files, wants: asked('want'), todos: asked('todo-want'), related: asked('related'), judged: asked('judged'), beliefs, tables, database: marked('database'), harmless: marked('harmless') }
}

/** What a line says is about itself, or about the next one where it is but a comment. */
function linesOf(file: string, text: string): { file: string; line: number; content: string }[] {
  return text.split('\n').map((content, index) => ({ file, line: content.trimStart().startsWith('//') ? index + 2 : index + 1, content }))
}

function codeFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    if (entry.name === 'node_modules' || entry.name === '.git') return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? codeFiles(path) : CODE.test(entry.name) ? [path] : []
  })
}

function directories(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter(e => e.isDirectory()).map(e => e.name).sort() : []
}
