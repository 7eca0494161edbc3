import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { harmless } from '@bulkhead/gate'
import { PASSED } from '../exit-codes.js'
import { dayOf } from '../old-code/day.js'
import { openRepository, type RepositoryOptions } from '../repository.js'
import { recordsIn } from '../review/decisions.js'
import { recordMarkdown } from '../review/record.js'
import { stackOf } from '../review/stack.js'
import { Trouble } from '../trouble.js'

/** The options of `bulkhead adr`. */
export interface AdrOptions extends RepositoryOptions {
  root: string
  candidates?: string[]
  /** Where records are kept, from the root; left out: where they are already, or `docs/adr`. */
  folder?: string
  asOf?: string
}

/** Begins a decision record, numbered behind those that are there. One that is there is never written over. */
export async function adr(title: string, options: AdrOptions): Promise<number> {
  const day = dayOf(options.asOf)
  const words = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
  if (words === '') throw new Trouble(`A record needs a title with words in it, and this is \`${title}\`.`, 'Pass one: bulkhead adr "Use Fastify for new services".')
  const engine = await openRepository(options.root, options)
  const records = recordsIn(engine)
  const folder = options.folder ?? (records[0] ? dirname(records[0].file) : 'docs/adr')
  const number = Math.max(0, ...numbersIn(resolve(options.root, folder))) + 1
  const file = join(resolve(options.root, folder), `${String(number).padStart(4, '0')}-${words}.md`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, recordMarkdown({ number, title: harmless(title), candidates: options.candidates ?? [], stack: stackOf(engine), constraints: engine.workspace.config.constraints, records, day }), { flag: 'wx' })
  process.stdout.write(`${harmless(relative(resolve(options.root), file).split('\\').join('/'))}\n`)
  return PASSED
}

function numbersIn(folder: string): number[] {
  return existsSync(folder) ? readdirSync(folder).flatMap(name => /^\d+/.exec(name)?.map(Number) ?? []) : []
}
