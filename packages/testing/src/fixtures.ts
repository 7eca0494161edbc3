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
}

/** A finding that a line asks for. */
export interface Expectation {
  file: string
  line: number
  rule: string
  /** A part of the message. */
  part?: string
}

const CODE = /\.[mc]?[jt]sx?$/
const WANT = /\/\/\s*(todo-want|want)\s+([a-z-]+)(?:\s+"([^"]*)")?/g

/** Reads every fixture below a folder, in alphabetical order. */
export function readFixtures(folder: string): Fixture[] {
  return directories(folder).flatMap(group => directories(join(folder, group)).map(name => readFixture(join(folder, group, name), `${group}/${name}`)))
}

function readFixture(root: string, name: string): Fixture {
  const files = codeFiles(root).map(file => relative(root, file).split(sep).join('/')).sort()
  const found = files.flatMap(file => expectationsIn(file, readFileSync(join(root, file), 'utf8')))
  return { name, root, files, wants: found.filter(e => !e.todo).map(strip), todos: found.filter(e => e.todo).map(strip) }
}

const strip = ({ file, line, rule, part }: Expectation & { todo: boolean }): Expectation => ({ file, line, rule, part })

/** `// want <rule> "part of the message"` speaks of its own line, or of the next one where it stands alone. */
function expectationsIn(file: string, text: string): (Expectation & { todo: boolean })[] {
  return text.split('\n').flatMap((content, index) => [...content.matchAll(WANT)].map(([, kind, rule, part]) => ({
    file, line: content.trimStart().startsWith('//') ? index + 2 : index + 1, rule: rule!, part, todo: kind === 'todo-want',
  })))
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
