import { parentPort } from 'node:worker_threads'
import { DONE_BY_THREAD, FREE, MOST_UNCLAIMED, TAKEN_BY_THREAD, type Answer, type Order } from './ahead.js'
import { reader } from './reader.js'

parentPort!.on('message', ({ jobs, slots, port }: Order) => {
  const unclaimed = jobs.length
  for (let job = jobs.length - 1; job >= 0; job--) {
    if (Atomics.compareExchange(slots, job, FREE, TAKEN_BY_THREAD) !== FREE) continue
    const { path, text, read } = jobs[job]!
    port.postMessage({ job, json: JSON.stringify(reader[read](path, text)) } satisfies Answer)
    Atomics.store(slots, job, DONE_BY_THREAD)
    Atomics.notify(slots, job)
    // More are only read when some have been claimed; whoever claims the last ones wakes nobody up, and need not.
    if (Atomics.add(slots, unclaimed, 1) + 1 >= MOST_UNCLAIMED) Atomics.wait(slots, unclaimed, Atomics.load(slots, unclaimed))
  }
  port.close()
  parentPort!.close()
})
