import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'

const PROBE = pathToFileURL(join(import.meta.dirname, 'peak-memory.mjs')).href

/**
 * Runs a command once, as a process of its own, and says how many seconds it took and how many megabytes it held at its
 * peak. A command that starts processes of its own is charged the sum of their peaks: an upper bound, never less.
 */
export async function measure({ command, folder, scratch, accepted }) {
  const peaks = join(scratch, 'peaks')
  rmSync(peaks, { force: true })
  const env = { ...process.env, NODE_OPTIONS: `--import=${PROBE}`, BULKHEAD_BENCH_PEAKS: peaks, CI: 'true', NO_COLOR: '1' }
  const start = performance.now()
  const { code, complaint } = await run(command, { cwd: folder, env })
  const seconds = (performance.now() - start) / 1000
  if (!accepted.includes(code)) throw new Error(`${command.join(' ')} ended with exit code ${code}:\n${complaint.slice(-2000)}`)
  const kilobytes = readFileSync(peaks, 'utf8').trim().split('\n').map(Number)
  return { seconds, megabytes: kilobytes.reduce((sum, one) => sum + one, 0) / 1024 }
}

function run([executable, ...args], options) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', text => { complaint += text })
    child.on('error', reject)
    child.on('close', code => { resolve({ code, complaint }) })
  })
}
