import type { Outcome, RuleCount } from '@bulkhead/analysis'
import { isInside, type NotJudged, type RepoPath } from '@bulkhead/workspace'
import type { Portion } from './portion.js'

/** What is wrong in one file, as a rule says it. */
export interface Said {
  rule: string
  file: RepoPath
  outcome: Outcome & { is: 'wrong' }
}

/** How many answers of a rule about the files of a service were not `wrong`, and how many of these unknown. The service's name is empty where they belong to none. */
export interface Silent extends RuleCount {
  rule: string
  service: string
}

/** What one part of a check found out, as it is written down: the rules' answers of its portion, and what they rest on. Findings are made of it where all parts are together. */
export interface Part {
  /** The version of this form. */
  part: 1
  bulkhead: string
  portion: Portion
  /** A digest of every file of the repository, and one of its settings and what follows from them. */
  sources: string
  settings: string
  silent: Silent[]
  said: Said[]
  /** Files that a rule could not get through. */
  defeated: { rule: string; file: RepoPath; notJudged: NotJudged }[]
  notJudged: NotJudged[]
}

/** Parts that do not make one check. The message says why. */
export class PartError extends Error {
  override name = 'PartError'
}

/** Reads a part. @throws PartError where the text is none. */
export function readPart(name: string, text: string): Part {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw new PartError(`${name} is no part of a check: it is not JSON.`)
  }
  if (!isPart(read)) throw new PartError(`${name} is no part of a check: \`bulkhead check --shard\` and \`--package\` write those.`)
  return read
}

function isPart(read: unknown): read is Part {
  const { part, portion, silent, said, defeated, notJudged } = (read ?? {}) as Partial<Part>
  return part === 1 && typeof portion === 'object' && [silent, said, defeated, notJudged].every(Array.isArray)
}

/** Refuses parts that are not of one check of what lies here. `here` is what a part would say that was made now. */
export function refuseStrangers(parts: readonly { name: string; part: Part }[], here: Pick<Part, 'bulkhead' | 'sources' | 'settings'>): void {
  for (const { name, part } of parts) {
    if (part.bulkhead !== here.bulkhead) throw new PartError(`${name} was written by Bulkhead ${part.bulkhead}, and this is ${here.bulkhead}.`)
    if (part.settings !== here.settings) throw new PartError(`${name} was written with other settings: the configuration, or what follows from it, is not the same here.`)
    if (part.sources !== here.sources) throw new PartError(`${name} is about other files than lie here: another commit, or a change in between.`)
  }
  refuseGaps(parts)
}

/** Shards have to be there all, and once; what no folder covers is judged where the parts are put together. */
function refuseGaps(parts: readonly { name: string; part: Part }[]): void {
  const shards = parts.flatMap(({ name, part: { portion } }) => 'shard' in portion ? [{ name, ...portion }] : [])
  const folders = parts.flatMap(({ name, part: { portion } }) => 'folder' in portion ? [{ name, ...portion }] : [])
  if (shards.length > 0 && folders.length > 0) throw new PartError(`${shards[0]!.name} is a shard and ${folders[0]!.name} is a folder: they overlap.`)
  for (const [i, one] of folders.entries()) for (const other of folders.slice(i + 1))
    if (isInside(one.folder, other.folder) || isInside(other.folder, one.folder)) throw new PartError(`${one.name} and ${other.name} overlap: they are about ${one.folder || 'everything'} and ${other.folder || 'everything'}.`)
  if (shards.length === 0) return
  const [{ of }] = shards as [typeof shards[number]]
  const stranger = shards.find(shard => shard.of !== of)
  if (stranger) throw new PartError(`${shards[0]!.name} is one of ${of} shards, and ${stranger.name} one of ${stranger.of}.`)
  for (let n = 1; n <= of; n++) {
    const same = shards.filter(({ shard }) => shard === n)
    if (same.length > 1) throw new PartError(`Shard ${n} of ${of} is there twice: ${same.map(({ name }) => name).join(' and ')}.`)
    if (same.length === 0) throw new PartError(`Shard ${n} of ${of} is missing.`)
  }
}
