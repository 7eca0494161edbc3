// Loaded into every Node process of a measured command; each leaves its own peak behind when it ends.
import { appendFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const file = process.env.BULKHEAD_BENCH_PEAKS
if (isMainThread && file !== undefined)
  process.on('exit', () => appendFileSync(file, `${process.resourceUsage().maxRSS}\n`))
