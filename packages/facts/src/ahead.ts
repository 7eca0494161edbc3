import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import type { FileFacts } from './facts.js'
import { reader, type Job, type Reader } from './reader.js'
import type { ModuleRecord } from './record.js'

/** What a slot says of its job. Whoever changes it from `FREE` does the work, so that nothing is read twice. */
export const FREE = 0
export const TAKEN = 1
export const TAKEN_BY_THREAD = 2
export const DONE_BY_THREAD = 3

/** Answers that may lie unclaimed before the thread waits: what it has read of a very large repository must not fill the memory. */
export const MOST_UNCLAIMED = 4000

/** What the thread is given once: where its answers go, and the count of those that nobody has claimed yet. */
export interface Post {
  port: MessagePort
  unclaimed: Int32Array
}

/** Jobs that the thread is given together, and one slot for each. */
export interface Order {
  number: number
  jobs: Job[]
  slots: Int32Array
}

/** An answer, as JSON: facts are plain data, and as text they cross between threads fastest. */
export interface Answer {
  order: number
  job: number
  json: string
}

/** Longer than any text takes that can be read at all; a thread that is gone must not be waited for. */
const PATIENCE_MS = 5000

/**
 * Has a second thread read files that will be asked for, from the end of a list, while the caller goes through it from the start. What was expected last comes
 * first. Nobody waits for the thread but for the one file that it has in hand.
 */
export class ReadAhead implements Reader {
  private readonly worker: Worker
  private readonly port: MessagePort
  private readonly unclaimed = new Int32Array(new SharedArrayBuffer(4))
  private readonly expected = new Map<string, { order: Order; job: number }>()
  private readonly answers = new Map<string, string>()
  private orders = 0

  constructor() {
    const { port1, port2 } = new MessageChannel()
    port1.unref()
    this.port = port1
    this.worker = new Worker(new URL('./ahead-thread.js', import.meta.url), { execArgv: [], workerData: { port: port2, unclaimed: this.unclaimed } satisfies Post, transferList: [port2] })
    // It is a help and no duty: it keeps no process alive, and where it fails the caller reads for itself.
    this.worker.unref()
    this.worker.on('error', () => {})
  }

  expect(jobs: Job[]): void {
    const order: Order = { number: this.orders++, jobs, slots: new Int32Array(new SharedArrayBuffer(4 * jobs.length)) }
    for (const [job, { path, read }] of jobs.entries()) {
      this.expected.set(keyOf(read, path), { order, job })
      // Whoever reads all of a file knows which modules it names.
      if (read === 'facts') this.take('record', path)
    }
    this.worker.postMessage(order)
  }

  facts(path: string, text: string): FileFacts {
    return this.answer(path, text, 'facts') as FileFacts | undefined ?? reader.facts(path, text)
  }

  record(path: string, text: string): ModuleRecord {
    return this.answer(path, text, 'record') as ModuleRecord | undefined ?? reader.record(path, text)
  }

  /** Ends the thread. What is asked for afterwards is read by the caller. */
  dismiss(): void {
    void this.worker.terminate()
    this.expected.clear()
    this.answers.clear()
  }

  private answer(path: string, text: string, read: Job['read']): FileFacts | ModuleRecord | undefined {
    const known = this.expected.get(keyOf(read, path))
    if (known?.order.jobs[known.job]!.text !== text || this.take(read, path) < TAKEN_BY_THREAD) return undefined
    Atomics.wait(known.order.slots, known.job, TAKEN_BY_THREAD, PATIENCE_MS)
    const json = this.claim(known.order.number, known.job)
    return json === undefined ? undefined : JSON.parse(json) as FileFacts | ModuleRecord
  }

  /** Takes a job that nobody has begun, and says what its slot said. */
  private take(read: Job['read'], path: string): number {
    const known = this.expected.get(keyOf(read, path))
    return known ? Atomics.compareExchange(known.order.slots, known.job, FREE, TAKEN) : TAKEN
  }

  private claim(order: number, job: number): string | undefined {
    const key = keyOf(order, job)
    for (let received; !this.answers.has(key) && (received = receiveMessageOnPort(this.port)) !== undefined;) {
      const answer = received.message as Answer
      this.answers.set(keyOf(answer.order, answer.job), answer.json)
    }
    const json = this.answers.get(key)
    if (json === undefined) return undefined
    this.answers.delete(key)
    Atomics.sub(this.unclaimed, 0, 1)
    Atomics.notify(this.unclaimed, 0)
    return json
  }
}

function keyOf(one: string | number, other: string | number): string {
  return `${one} ${other}`
}
