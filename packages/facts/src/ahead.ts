import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import type { FileFacts } from './facts.js'
import { reader, type Reader } from './reader.js'
import type { ModuleRecord } from './record.js'

/** One text to be read: whole, or only for the modules it names. */
export interface Job {
  path: string
  text: string
  read: keyof Reader
}

/** What a slot says of its job. Whoever changes it from `FREE` does the work, so that nothing is read twice. */
export const FREE = 0
export const TAKEN = 1
export const TAKEN_BY_THREAD = 2
export const DONE_BY_THREAD = 3

/** Answers that may lie unclaimed before the thread waits: what it has read of a very large repository must not fill the memory. */
export const MOST_UNCLAIMED = 4000

/** What the thread is given. The last element of `slots` counts the answers that nobody has claimed yet. */
export interface Order {
  jobs: Job[]
  slots: Int32Array
  port: MessagePort
}

/** An answer, as JSON: facts are plain data, and as text they cross between threads fastest. */
export interface Answer {
  job: number
  json: string
}

/** Longer than any text takes that can be read at all; a thread that is gone must not be waited for. */
const PATIENCE_MS = 5000

/**
 * Has a second thread read files that will be asked for, from the end of a list, while the caller goes through it from the start. Nobody waits for
 * it but for the one file that it has in hand.
 */
export class ReadAhead implements Reader {
  private readonly worker = new Worker(new URL('./ahead-thread.js', import.meta.url), { execArgv: [] })
  private readonly numbers = new Map<string, number>()
  private readonly answers = new Map<number, string>()
  private jobs: Job[] = []
  private slots = new Int32Array(new SharedArrayBuffer(4))
  private port: MessagePort | undefined

  constructor() {
    // It is a help and no duty: it keeps no process alive, and where it fails the caller reads for itself.
    this.worker.unref()
    this.worker.on('error', () => {})
  }

  /** Hands over what will be asked for. */
  start(jobs: Job[]): void {
    const { port1, port2 } = new MessageChannel()
    port1.unref()
    this.port = port1
    this.jobs = jobs
    this.slots = new Int32Array(new SharedArrayBuffer(4 * (jobs.length + 1)))
    for (const [number, { path, read }] of jobs.entries()) this.numbers.set(`${read} ${path}`, number)
    this.worker.postMessage({ jobs, slots: this.slots, port: port2 } satisfies Order, [port2])
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
    this.numbers.clear()
    this.answers.clear()
    this.jobs = []
  }

  private answer(path: string, text: string, read: keyof Reader): FileFacts | ModuleRecord | undefined {
    const number = this.numbers.get(`${read} ${path}`)
    if (number === undefined || this.jobs[number]!.text !== text) return undefined
    if (Atomics.compareExchange(this.slots, number, FREE, TAKEN) < TAKEN_BY_THREAD) return undefined
    Atomics.wait(this.slots, number, TAKEN_BY_THREAD, PATIENCE_MS)
    const json = this.claim(number)
    return json === undefined ? undefined : JSON.parse(json) as FileFacts | ModuleRecord
  }

  private claim(number: number): string | undefined {
    for (let received; !this.answers.has(number) && (received = receiveMessageOnPort(this.port!)) !== undefined;) {
      const { job, json } = received.message as Answer
      this.answers.set(job, json)
    }
    const json = this.answers.get(number)
    if (json === undefined) return undefined
    this.answers.delete(number)
    this.numbers.delete(`${this.jobs[number]!.read} ${this.jobs[number]!.path}`)
    const unclaimed = this.jobs.length
    Atomics.sub(this.slots, unclaimed, 1)
    Atomics.notify(this.slots, unclaimed)
    return json
  }
}
