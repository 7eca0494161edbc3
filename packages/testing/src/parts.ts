import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'

/** Something real that tests need: where it is, or why it cannot be had on this machine. */
export type Part = { at: string } | { missing: string }

const SHELF = join(tmpdir(), `bulkhead-e2e-${userInfo().uid}`)

/** A folder whose `node_modules` holds packages of the npm registry, by name and exact version. Installed once, and kept for the next run. `overrides` are those of npm. */
export function fromNpm(packages: Record<string, string>, overrides: Record<string, string> = {}): Part {
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`).sort()
  const manifest = JSON.stringify({ private: true, overrides })
  const at = join(SHELF, createHash('sha256').update(`${wanted.join('\n')}${manifest}`).digest('hex').slice(0, 16))
  if (existsSync(at)) return { at }
  mkdirSync(SHELF, { recursive: true, mode: 0o700 })
  const made = mkdtempSync(join(SHELF, 'making-'))
  writeFileSync(join(made, 'package.json'), manifest)
  const options = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error', '--prefix', made]
  const { status, stderr, error } = spawnSync('npm', ['install', ...options, ...wanted], { cwd: made, encoding: 'utf8', timeout: 100_000 })
  if (status === 0) return { at: shelved(made, at) }
  rmSync(made, { recursive: true, force: true })
  const why = error?.message ?? stderr.split('\n').find(line => /code E|ERR!/.test(line)) ?? `exit code ${status}`
  return { missing: `npm could not install ${wanted.join(', ')}: ${why.trim()}` }
}

/** Another test file may have been faster with the same. */
function shelved(made: string, at: string): string {
  try {
    renameSync(made, at)
  } catch (error) {
    if (!existsSync(at)) throw error
    rmSync(made, { recursive: true, force: true })
  }
  return at
}

/** A command of the system, by its name: where it is. */
export function fromSystem(command: string): Part {
  const at = (process.env['PATH'] ?? '').split(delimiter).map(folder => join(folder, command)).find(path => existsSync(path))
  return at === undefined ? { missing: `${command} is not installed` } : { at }
}
