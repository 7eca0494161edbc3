import type { EventEmitter } from 'node:events'

/** When an operation has come to its end, well or badly. It never rejects; `read` takes a good answer further. */
export async function settled(result: unknown, read: (answer: never) => unknown = text): Promise<unknown> {
  if (isObject(result) && 'then' in result) {
    try {
      return await read((await (result as PromiseLike<unknown>)) as never)
    } catch (error) {
      return error
    }
  }
  if (isObject(result) && 'subscribe' in result) return new Promise(resolve => (result as Observable).subscribe({ next: resolve, error: resolve, complete: () => resolve(undefined) }))
  if (isEmitter(result) && 'resume' in result && typeof result.resume === 'function') result.resume()
  if (isEmitter(result)) return new Promise(resolve => ['error', 'close', 'done', 'err'].forEach(event => result.on(event, resolve)))
  throw new Error(`neither a promise nor an emitter: ${typeof result}`)
}

/** The whole of an answer that comes in two parts: the headers, and a body that is read after them. */
function text(answer: unknown): unknown {
  const { text: own, body } = isObject(answer) ? (answer as { text?: unknown; body?: unknown }) : {}
  if (typeof own === 'function') return Reflect.apply(own, answer, [])
  return isObject(body) && 'text' in body && typeof body.text === 'function' ? body.text() : answer
}

interface Observable {
  subscribe(observer: { next(value: unknown): void; error(error: unknown): void; complete(): void }): void
}

/** Whether something gives events. */
export function isEmitter(value: unknown): value is EventEmitter {
  return isObject(value) && 'on' in value && 'emit' in value
}

/** Some come from outside the realm of the test, so `instanceof` does not tell. */
export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

/** A running operation, watched from when it was sent. */
export class Watched {
  private end: number | undefined
  private outcome: unknown
  private readonly done: Promise<void>

  constructor(
    result: unknown,
    private readonly sent: number,
    read?: (answer: never) => unknown,
  ) {
    this.done = settled(result, read).then(outcome => {
      this.end = now() - this.sent
      this.outcome = outcome
    })
  }

  /** After how many ms of real time it ended, if it has by then; waits no longer than that. */
  async endedBy(ms: number): Promise<number | undefined> {
    const left = this.sent + ms - now()
    if (this.end === undefined && left > 0) await Promise.race([this.done, pause(left)])
    return this.end !== undefined && this.end <= ms ? this.end : undefined
  }

  /** How it ended, in few words. */
  get text(): string {
    const { outcome } = this
    if (!isObject(outcome)) return 'it ended'
    const { name, code, message } = outcome as { name?: string; code?: string; message?: string }
    return [code ?? name, message].filter(Boolean).join(': ').slice(0, 160) || 'it ended'
  }
}

/** The time in ms, by a clock that never runs faster. */
export const now = performance.now.bind(performance)
const wait = setTimeout

/** Waits in real time, without keeping the process. */
export function pause(ms: number): Promise<void> {
  return new Promise(resolve => wait(resolve, ms).unref())
}
