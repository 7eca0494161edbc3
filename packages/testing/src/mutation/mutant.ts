// A process of its own for one change: started by mutate.ts, told what to run in whose place, and ended at the first fixture that notices.
import { readFileSync } from 'node:fs'
import { register } from 'node:module'
import { join } from 'node:path'

/** What the process that tries a change is told. */
export interface Order {
  /** A built module of the house, and the JavaScript that is run in its place. */
  url: string
  text: string
  /** Absolute path of the repository. */
  house: string
  /** The fixtures that are asked first. */
  first: string[]
}

/** How the process ends; any other way is a crash, which every test would notice. */
export const ENDS = { unnoticed: 0, noticed: 10, notRun: 11 } as const

/** Has Node.js load one text in the place of a module. It asks for modules on another thread, so the text travels as code. */
function swap(url: string, text: string): void {
  const hook = `export const load = (url, context, next) =>
    url === ${JSON.stringify(url)} ? { format: 'module', source: ${JSON.stringify(text)}, shortCircuit: true } : next(url, context)`
  register(`data:text/javascript,${encodeURIComponent(hook)}`)
}

if (process.argv[1] === import.meta.filename) {
  const { url, text, house, first } = JSON.parse(readFileSync(0, 'utf8')) as Order
  swap(url, `${text}\nglobalThis.swapped = true`)
  // Only what is imported from here on is swapped.
  const { examineFixture } = await import('../compare.js')
  const { readFixtures } = await import('../fixtures.js')
  if (!('swapped' in globalThis)) process.exit(ENDS.notRun)
  const fixtures = readFixtures(join(house, 'fixtures'))
  const rank = (name: string): number => first.includes(name) ? first.indexOf(name) : first.length
  for (const fixture of fixtures.toSorted((a, b) => rank(a.name) - rank(b.name))) {
    if (examineFixture(fixture).length === 0) continue
    process.stdout.write(fixture.name)
    process.exit(ENDS.noticed)
  }
}
