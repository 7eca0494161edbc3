import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CHECKS } from '@bulkhead/analysis'
import { readWaivers, WAIVERS } from '@bulkhead/workspace'
import { PASSED } from '../exit-codes.js'
import { dayOf } from '../old-code/day.js'
import { waivable } from '../old-code/settle.js'
import { openRepository, type RepositoryOptions } from '../repository.js'

/** The options of `bulkhead waive`. */
export interface WaiveOptions extends RepositoryOptions {
  root: string
  id?: string
  scope?: string
  service?: string
  because: string
  reason: string
  owner: string
  issue: string
  until?: string
  asOf?: string
}

const DAY = 86_400_000

/** Writes a waiver down, after it has been looked at as `check` will look at it. */
export async function waive(subject: string, { root, id, scope, service, because, reason, owner, issue, until, asOf, ...options }: WaiveOptions): Promise<number> {
  const engine = await openRepository(root, options)
  const { workspace } = engine
  const created = dayOf(asOf)
  const longest = new Date(Date.parse(created) + workspace.config.waivers.longest * DAY).toISOString().slice(0, 10)
  const about = (CHECKS as readonly string[]).includes(subject) ? { check: subject } : { rule: subject }
  // JSON leaves out what is undefined.
  const waiver = { id, ...about, scope, service, because, reason, owner, issue, created, until: until ?? longest }
  const before = readWaivers(workspace, waivable(engine)).map(({ covers: _covers, ...one }) => one)
  const text = `${JSON.stringify({ waivers: [...before, waiver] }, null, 2)}\n`
  readWaivers(workspace, waivable(engine), text)
  mkdirSync(dirname(join(workspace.root, WAIVERS)), { recursive: true })
  writeFileSync(join(workspace.root, WAIVERS), text)
  process.stderr.write(`Wrote the waiver to ${WAIVERS}: ${subject} until ${waiver.until}. Commit it.\n`)
  return PASSED
}
