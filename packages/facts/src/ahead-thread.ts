import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { DONE_BY_THREAD, FREE, MOST_UNCLAIMED, TAKEN_BY_THREAD, type Answer, type Order, type Post } from './ahead.js'
import { reader } from './reader.js'

const { port, unclaimed } = workerData as Post

/** What was ordered last stands on top. */
const orders: { order: Order; left: number }[] = []

parentPort!.on('message', (first: Order) => {
  stack(first)
  for (let top; (top = orders.at(-1)) !== undefined;) {
    if (top.left === 0) orders.pop()
    else work(top.order, --top.left)
    for (let more; (more = receiveMessageOnPort(parentPort!)) !== undefined;) stack(more.message as Order)
  }
})

function stack(order: Order): void {
  orders.push({ order, left: order.jobs.length })
}

function work({ number, jobs, slots }: Order, job: number): void {
  if (Atomics.compareExchange(slots, job, FREE, TAKEN_BY_THREAD) !== FREE) return
  const { path, text, read } = jobs[job]!
  const json = readBy(() => reader[read](path, text))
  if (json !== undefined) port.postMessage({ order: number, job, json } satisfies Answer)
  Atomics.store(slots, job, DONE_BY_THREAD)
  Atomics.notify(slots, job)
  // More are only read when some have been claimed; whoever claims the last ones wakes nobody up, and need not.
  if (json !== undefined && Atomics.add(unclaimed, 0, 1) + 1 >= MOST_UNCLAIMED) Atomics.wait(unclaimed, 0, Atomics.load(unclaimed, 0))
}

/** Whoever asks for what fails here reads it for itself, and hears why; a thread that is gone would only be waited for. */
function readBy(read: () => unknown): string | undefined {
  try {
    return JSON.stringify(read())
  } catch {
    return undefined
  }
}
