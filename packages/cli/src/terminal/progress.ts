import spinner from 'yocto-spinner'
import { inCi } from './ci.js'

/** A sign of life on standard error. */
export interface Progress {
  /** Tells how far it is. Cheap enough to be called for every file. */
  update: (done: number, total: number) => void
  stop: () => void
}

/** Shows progress where a person watches standard error, and does nothing anywhere else. */
export function showProgress(what: string): Progress {
  if (!process.stderr.isTTY || process.env['TERM'] === 'dumb' || inCi(process.env)) return { update: () => {}, stop: () => {} }
  const shown = spinner({ text: what, stream: process.stderr }).start()
  let last = 0
  return {
    // The engine does not yield to timers, so the spinner turns only when it is given a new text.
    update: (done, total) => {
      if (Date.now() - last < 80) return
      last = Date.now()
      shown.text = `${what} ${done}/${total}`
    },
    stop: () => { shown.stop() },
  }
}
