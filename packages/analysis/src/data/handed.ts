import type { RepoPath } from '@bulkhead/workspace'
import type { Project } from '../project.js'
import { entriesOf, frameFor } from '../values/calls.js'
import type { Located, Meaning, Site } from '../values/meaning.js'
import { isTransaction, throughOne, transactionIn } from './transactions.js'

const MAX_LEVELS = 4

/** By what a call is known, whoever looks at it. */
export const siteKey = ({ file, call }: Site): string => `${file}\0${call}`

/** By call: the transactions in which it happens where the function around it is given one. Asked from where they are begun. */
export function handedOn(project: Project, files: RepoPath[]): Map<string, Site[]> {
  const found = new Map<string, Site[]>()
  for (const file of files) {
    const calls = (project.program.facts(file)?.calls ?? []).map((_, call): Site => ({ file, call }))
    if (!calls.some(site => isTransaction(project, site))) continue
    for (const site of calls) for (const transaction of givenTo(project, site)) follow(project, site, transaction, found, 0)
  }
  return found
}

/** What happens in a transaction within the functions that a call enters. */
function follow(project: Project, site: Site, transaction: Site, found: Map<string, Site[]>, level: number): void {
  for (const entry of level < MAX_LEVELS ? entriesOf(project.tracer, site) : []) {
    const frame = frameFor(entry, site.frame?.depth ?? 0)
    for (const call of project.callsIn(entry.fn.file, entry.fn.fn)) {
      const inner: Site = { file: entry.fn.file, call, frame }
      const understood = project.leadsNowhere(inner) ? undefined : project.understood(inner)
      const own = understood && throughOne(project, understood, inner)
      if (own && siteKey(own) === siteKey(transaction)) add(found, inner, transaction)
      else if (!understood && givenTo(project, inner).some(one => siteKey(one) === siteKey(transaction))) follow(project, inner, transaction, found, level + 1)
    }
  }
}

/** The transactions among the arguments of a call, or in what the object on which it is called was made with. */
function givenTo(project: Project, { file, call, frame }: Site): Site[] {
  const facts = project.program.facts(file)!
  const { callee, args } = facts.calls[call]!
  const method = facts.values[callee]!
  const self = method.is === 'member' ? project.tracer.meaning({ file, ref: method.of, frame }) : undefined
  return [...args.map(ref => ({ file, ref, frame })), ...self?.is === 'instance' ? self.frame?.args ?? [] : []].flatMap(at => transactionsAt(project, at))
}

/** A transaction, or those that lie in an object: `{ transaction }`. */
function transactionsAt(project: Project, at: Located): Site[] {
  const meaning: Meaning = project.tracer.meaning(at)
  const isOne = (one: Meaning): Site[] => { const found = one.is === 'library' ? transactionIn(project, one.path) : undefined; return found ? [found] : [] }
  if (meaning.is === 'library') return isOne(meaning)
  const value = meaning.is === 'object' ? project.program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  if (meaning.is !== 'object' || value?.is !== 'object') return []
  return value.entries.flatMap(entry => isOne(project.tracer.meaning({ ...meaning.at, ref: entry.value })))
}

function add(found: Map<string, Site[]>, site: Site, transaction: Site): void {
  const known = found.get(siteKey(site)) ?? []
  if (!known.some(one => siteKey(one) === siteKey(transaction))) found.set(siteKey(site), [...known, transaction])
}
