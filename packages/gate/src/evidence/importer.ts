import type { CheckId } from '@bulkhead/analysis'
import { type z } from 'zod'
import type { Evidence, EvidencePlace } from './evidence.js'
import { EvidenceError } from './evidence.js'

/** Limits that the configuration declares for what tools measure. */
export interface Budgets {
  /** The least share that tests have to reach, in percent. */
  coverage?: { lines?: number; branches?: number; functions?: number; statements?: number }
  load?: LoadBudget
}

/** What a load test has to keep. */
export interface LoadBudget {
  /** The fewest requests that say anything; 100 where nothing is declared. */
  samples?: number
  /** Milliseconds. */
  p50?: number
  p95?: number
  p99?: number
  /** The largest share of requests that may fail; 0.01 where nothing is declared. */
  errorRate?: number
  /** By how many milliseconds a percentile has to miss its budget before it counts: less is noise. 5 where nothing is declared. */
  floor?: number
}

/** What an importer reads out of a file; the rest is known by whoever asks. */
export type Imported = Pick<Evidence, 'status' | 'summary'> & Partial<Pick<Evidence, 'covers' | 'tool' | 'version' | 'commit' | 'when' | 'cure'>> & { places: EvidencePlace[] }

/** One format of evidence. Pure: a text goes in. */
export interface Importer {
  /** The word for it in the configuration. */
  tool: string
  /** What its file is, in words: `an ESLint report in JSON`. */
  what: string
  /** The command that makes the file. */
  made: string
  /** The check that it speaks of where nothing else is said. */
  check: CheckId
  /** @throws EvidenceError where the text is not what it should be. */
  read(text: string, context: ImportContext): Imported
}

/** What an importer may ask for. */
export interface ImportContext {
  check: CheckId
  budgets: Budgets
  /** A path as a tool writes it, as one of the repository. */
  locate: (path: string) => string
}

/** How many places a report shows; tools can write thousands. */
const MOST_PLACES = 50

/** The first places, worst first as they were given. */
export const fewest = (places: readonly EvidencePlace[]): EvidencePlace[] => places.slice(0, MOST_PLACES)

/** A text as JSON of a certain shape. @throws EvidenceError naming the key at fault. */
export function jsonOf<S extends z.ZodType>(text: string, schema: S, importer: Pick<Importer, 'what' | 'made'>): z.output<S> {
  const result = schema.safeParse(parsed(text, importer))
  if (result.success) return result.data
  const { path, message } = result.error.issues[0]!
  throw foreign(importer, path.length === 0 ? message : `\`${path.join('.')}\`: ${message}`)
}

function parsed(text: string, importer: Pick<Importer, 'what' | 'made'>): unknown {
  if (text.trim() === '') throw new EvidenceError(`it is empty: the run that should have written it failed or was cut off. Make it again: \`${importer.made}\`.`)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new EvidenceError(`it is no whole JSON (${(error as Error).message}): cut off, or not ${importer.what}. Make it again: \`${importer.made}\`.`)
  }
}

/** The error for a file that is another tool's. */
export const foreign = ({ what, made }: Pick<Importer, 'what' | 'made'>, why: string): EvidenceError =>
  new EvidenceError(`it is not ${what} (${why}). Make it with \`${made}\`, or name the tool that wrote it.`)

/** Turns paths of the machine that a tool ran on into paths of the repository: the longest end that is one of its files. */
export function locator(root: string, has: (path: string) => boolean): (path: string) => string {
  return path => {
    const plain = path.replace(/^file:\/\/(?=\/)/, '').replaceAll('\\', '/')
    const base = root.replaceAll('\\', '/').replace(/\/$/, '')
    if (plain.startsWith(`${base}/`)) return plain.slice(base.length + 1)
    const segments = plain.split('/').filter(segment => segment !== '' && segment !== '.')
    const tails = segments.map((_, index) => segments.slice(index).join('/'))
    return tails.find(has) ?? segments.join('/')
  }
}
