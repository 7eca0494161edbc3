import { readFileSync } from 'node:fs'
import { simpleGit, type SimpleGit } from 'simple-git'

/** What git needs of the environment: where programs are, and whose settings are in force. The rest could make it run something else. */
const NEEDED = ['PATH', 'Path', 'HOME', 'USERPROFILE', 'SYSTEMROOT', 'TMPDIR', 'TEMP']

/** git in a folder, with as little of the environment as it needs, and an index of its own where one is named. `more`: what else it is told. */
export function gitIn(root: string, index?: string, more: Readonly<Record<string, string>> = {}): SimpleGit {
  const kept = NEEDED.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]))
  const own = { ...(index !== undefined && { GIT_INDEX_FILE: index }), ...more }
  return simpleGit({ baseDir: root, allowEnvironment: Object.keys(own) }).env({ ...Object.fromEntries(kept), ...own })
}

/** A file by which git is told how to write; empty where there is none. */
export function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
