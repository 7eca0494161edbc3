import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { contenders } from './contenders.mjs'
import { median } from './report.mjs'

const BULKHEAD = join(import.meta.dirname, '../packages/cli/bin/bulkhead.js')
const FILES = 10
/** Between `git add` and `git commit` somebody writes a message. */
const MESSAGE = 2000

/** A commit of ten files, and a check after one change, by a process that stays and without one, beside oxlint and dependency-cruiser over the whole repository. */
export async function atCommit(folder, scratch, times, told) {
  const git = (...args) => gitIn(folder, ...args)
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'bench')
  const files = git('ls-files', '*.service.ts').trim().split('\n').filter((_, i, all) => i % Math.floor(all.length / FILES) === 0).slice(0, FILES)
  const change = some => { for (const file of some) appendFileSync(join(folder, file), "\nexport const more = () => fetch('https://more.example')\n") }
  const stage = async rest => {
    change(files)
    git('add', '-A')
    await pause(rest)
  }
  const bulkhead = (...args) => [process.execPath, BULKHEAD, 'check', '.', '--no-config-execution', '--output', join(scratch, 'commit.txt'), ...args]
  const changeOne = async () => {
    // What was staged before is in the work tree too.
    await secondsOf(bulkhead('--resident'), folder)
    change(files.slice(0, 1))
  }
  const others = contenders(scratch).filter(({ name }) => ['oxlint', 'depcruise, cold'].includes(name))
  const rows = [
    { name: 'check --staged --resident', before: () => stage(MESSAGE), command: bulkhead('--staged', '--resident') },
    { name: 'the same, at once after git add', before: () => stage(0), command: bulkhead('--staged', '--resident') },
    { name: 'check --resident, one file changed', before: () => changeOne(), command: bulkhead('--resident') },
    { name: 'check --staged --no-cache', before: () => stage(0), command: bulkhead('--staged', '--no-cache') },
    ...others.map(({ name, command }) => ({ name, before: () => {}, command })),
    { name: 'node -e 0', before: () => {}, command: [process.execPath, '-e', '0'] },
  ].map(row => ({ ...row, seconds: [] }))
  try {
    // The first of each starts the process, and has it compile what it does.
    for (let time = -2; time < times; time++)
      for (const row of rows.filter(({ command }) => time >= 0 || command.includes('--resident'))) {
        told(`run ${time + 1} of ${times}: ${row.name}`)
        await row.before()
        const seconds = await secondsOf(row.command, folder)
        if (time >= 0) row.seconds.push(seconds)
      }
  } finally {
    spawnSync(process.execPath, [BULKHEAD, 'resident', 'stop', folder])
    rmSync(join(folder, '.git'), { recursive: true })
  }
  return rows.map(({ name, seconds }) => ({ name, seconds: median(seconds), samples: seconds }))
}

/** How long each took, and what part that is of what the others take. */
export function asTextOfCommit({ repository, rows }) {
  const others = rows.filter(({ name }) => !name.startsWith('check') && name !== 'the same, at once after git add')
  const part = (row, other) => row === other ? '' : `${(row.seconds / other.seconds * 100).toFixed(0)} % of ${other.name}`
  const lines = rows.map(row => [row.name.padEnd(36), row.seconds.toFixed(2).padStart(6), ...others.map(other => part(row, other).padStart(26))].join(' ').trimEnd())
  return [`${repository.name}: ${repository.files} files, ${repository.lines} lines, ${FILES} of them staged`, '', ...lines, ''].join('\n')
}

function gitIn(folder, ...args) {
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

async function secondsOf([executable, ...args], folder) {
  const { CI: _ci, ...env } = process.env
  const start = performance.now()
  const code = await new Promise((resolve, reject) => {
    spawn(executable, args, { cwd: folder, env: { ...env, NO_COLOR: '1' }, stdio: 'ignore' }).on('error', reject).on('close', resolve)
  })
  if (code !== 0 && code !== 1) throw new Error(`${args.join(' ')} ended with exit code ${code}`)
  return (performance.now() - start) / 1000
}
