import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built command, as it is installed. */
export const BIN = fileURLToPath(new URL('../bin/bulkhead.js', import.meta.url))

/** A request without a limit: one finding of `require-request-timeout`. */
export const GOOD = "import axios from 'axios'\nexport const load = () => axios.get('https://stock.example/items')\n"

/** What a run of the command left behind. */
export interface Ran {
  code: number | null
  out: string
  err: string
}

/** Runs the built command as a child process, with nothing of the test's own environment that could change its answer. */
export function bulkhead(args: string[], { cwd, env = {} }: { cwd?: string; env?: Record<string, string> } = {}): Ran {
  const { CI: _ci, NO_COLOR: _no, FORCE_COLOR: _force, NODE_OPTIONS: _options, BULKHEAD_DEBUG: _debug, ...rest } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd, env: { ...rest, ...env }, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 50_000 })
  return { code: status, out: stdout, err: stderr }
}

/** What a test needs of a JSON report. */
export interface ReportJson {
  version: number
  since?: { ref: string; commit: string }
  findings: { rule: string; check: string; file: string; line: number; fingerprint: string; new?: boolean; owner: string | null; owners: string[]; related: { file: string }[] }[]
  baselined: { rule: string; file: string; line: number }[]
  waived: { rule: string; file: string; line: number; waiver: { id?: string; until: string } }[]
  suppressed: { file: string }[]
  notes: string[]
  upkeep: { is: string; message: string; cure: string }[]
  notJudged: { path?: string; reason: string; remedy?: string }[]
  files: { total: number; production: number }
  gate: { passed: boolean; judged: boolean; checks: { id: string; status: string; reason: string; baselined: number }[] }
}

/** Runs git as somebody, always at the same time, and answers with what it printed. */
export function git(root: string, ...args: string[]): string {
  const when = '2026-11-01T10:00:00Z'
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@acme.example', '-c', 'commit.gpgsign=false', ...args], { cwd: root, encoding: 'utf8', env: { ...process.env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when } })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

/** Commits everything, as the first commit where there is none. */
export function commit(root: string): void {
  git(root, 'init', '-q', '-b', 'main')
  git(root, 'add', '-A')
  git(root, 'commit', '-qm', 'state')
}

/** Checks a folder and reads the JSON report; fails loudly where there is none. */
export function checked(directory: string, args: string[] = [], env: Record<string, string> = {}): Ran & { report: ReportJson } {
  const ran = bulkhead(['check', directory, '--format', 'json', '--no-dependency-cruiser', ...args], { env })
  try {
    return { ...ran, report: JSON.parse(ran.out) as ReportJson }
  } catch {
    throw new Error(`bulkhead check printed no report (exit ${ran.code}): ${ran.err || ran.out.slice(0, 500)}`)
  }
}

/** Repositories in temporary folders, removed together. */
export function repositories(): { make: (files: Record<string, string | Uint8Array>, name?: string) => string; removeAll: () => void } {
  const made: string[] = []
  return {
    make(files, name = 'repo') {
      const parent = mkdtempSync(join(tmpdir(), 'bulkhead-'))
      made.push(parent)
      const root = join(parent, name)
      mkdirSync(root)
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), content)
      }
      return root
    },
    removeAll: () => { for (const parent of made) rmSync(parent, { recursive: true, force: true }) },
  }
}

/** The files of a small backend with one finding in `src/a.ts`. */
export const backend = (files: Record<string, string | Uint8Array> = {}): Record<string, string | Uint8Array> => ({
  'package.json': JSON.stringify({ name: 'stock', version: '1.0.0', main: 'src/a.ts', scripts: { start: 'node src/a.ts' }, dependencies: { axios: '^1.7.0' } }),
  'src/a.ts': GOOD,
  ...files,
})
