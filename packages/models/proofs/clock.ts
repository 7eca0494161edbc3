import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'
import util from 'node:util'

/** The clock that libraries in this process live by. At a `speed` of 60 a minute of theirs is a second. */
export interface Clock {
  speed: number
}

/**
 * Lets the clock of this process run faster: timers, sockets' timeouts and the time that is told. The waits are real and only shorter, so sockets work as ever.
 * Call it before a library is loaded, since some keep the functions they find then.
 */
export function installClock(): Clock {
  let speed = 1
  const shorter = (delay: unknown): number => (typeof delay === 'number' && speed !== 1 ? Math.max(1, delay / speed) : (delay as number))
  const wait = timersPromises.setTimeout
  const sooner = { setTimeout: faster(globalThis.setTimeout, shorter), setInterval: faster(globalThis.setInterval, shorter) }
  Object.defineProperty(sooner.setTimeout, util.promisify.custom, { value: (delay?: number, ...rest: [unknown?]) => wait(shorter(delay), ...rest) })
  Object.assign(globalThis, sooner)
  Object.assign(timers, sooner)
  timersPromises.setTimeout = ((delay?: number, ...rest: [unknown?]) => wait(shorter(delay), ...rest)) as typeof wait
  const abortAfter = AbortSignal.timeout.bind(AbortSignal)
  AbortSignal.timeout = delay => abortAfter(Math.round(shorter(delay)))
  const idle = Reflect.get(net.Socket.prototype, 'setTimeout')
  net.Socket.prototype.setTimeout = function (this: net.Socket, delay: number, callback?: () => void) {
    return idle.call(this, delay === 0 ? 0 : Math.round(shorter(delay)), callback)
  }
  const tellers = [teller(Date, Math.floor), teller(performance, time => time)]
  syncBuiltinESMExports()
  return {
    get speed() {
      return speed
    },
    set speed(next) {
      for (const turn of tellers) turn(next)
      speed = next
    },
  }
}

function faster<F extends typeof setTimeout | typeof setInterval>(original: F, shorter: (delay: unknown) => number): F {
  const set: (...given: any[]) => unknown = original
  const sooner = (callback: () => void, delay?: number, ...rest: unknown[]) => set(callback, shorter(delay), ...rest)
  return Object.assign(sooner, original)
}

/** Lets `now` run at a speed that may be changed; each change goes on from the time told last, so that it never runs back. */
function teller(owner: { now(): number }, round: (time: number) => number): (speed: number) => void {
  const real = owner.now.bind(owner)
  let [from, told, speed] = [real(), real(), 1]
  const now = (): number => told + (real() - from) * speed
  owner.now = () => round(now())
  return next => {
    ;[told, from] = [now(), real()]
    speed = next
  }
}
