import type { Finding, RuleCount } from '@bulkhead/analysis'
import { createChecker, type Boundaries, type InspectedAccess, type InspectedOperation } from '@bulkhead/checker'
import type { Belief, Expectation, Fixture } from './fixtures.js'

/** What a line of code is told to have to do with a rule. */
type Told = Pick<Finding, 'file' | 'line' | 'rule' | 'message'>

/** Whatever of a fixture is not as its lines ask, one line each; empty where all is. */
export function examineFixture(fixture: Fixture): string[] {
  const checker = createChecker({ root: fixture.root })
  const { findings, counts, notJudged } = checker.examine()
  return [
    ...differences(fixture, findings),
    ...unlikeEvidence(fixture, findings),
    ...unlikeCounts(fixture, counts),
    ...fixture.database.length > 0 || fixture.harmless.length > 0 ? unlikeBoundaries(fixture, checker.boundaries()) : [],
    ...fixture.tables.length > 0 ? unlikeTables(fixture, checker.dataAccesses()) : [],
    ...fixture.beliefs.length > 0 ? unlikeBeliefs(fixture.beliefs, checker.inspect()) : [],
    ...notJudged.map(({ path, reason }) => `not judged: ${path} ${reason}`),
  ]
}

/** What is wrong with the findings of a fixture. */
export function differences({ wants, todos }: Pick<Fixture, 'wants' | 'todos'>, findings: Told[]): string[] {
  const left = [...findings]
  const wrong: string[] = []
  for (const want of wants) {
    const index = left.findIndex(f => matches(want, f))
    if (index >= 0) left.splice(index, 1)
    else wrong.push(`missed: ${show(want)}${want.part === undefined ? '' : ` "${want.part}"`}`)
  }
  for (const finding of left) {
    const todo = todos.find(t => matches(t, finding))
    wrong.push(todo ? `found, so its todo-want may become a want: ${show(finding)}` : `not asked for: ${show(finding)} ${finding.message}`)
  }
  return wrong
}

/** A fixture that asks for one related place of a rule asks for all of them. */
function unlikeEvidence({ related }: Fixture, findings: Finding[]): string[] {
  const rules = new Set(related.map(({ rule }) => rule))
  const told = findings.filter(({ rule }) => rules.has(rule)).flatMap(({ rule, related }) => related.map(({ file, line, message }): Told => ({ file, line, rule, message })))
  // What several findings have in common is one place.
  const places = new Map(told.map(place => [JSON.stringify(place), place]))
  return differences({ wants: related, todos: [] }, [...places.values()]).map(wrong => `related place ${wrong}`)
}

function unlikeCounts({ judged }: Fixture, counts: Record<string, RuleCount>): string[] {
  return judged.flatMap(({ rule, part }) => {
    const told = `${counts[rule]?.judged ?? 0}, ${counts[rule]?.unknown ?? 0} unknown`
    return told === part ? [] : `judged by ${rule}: ${told}; not ${part}`
  })
}

function unlikeBeliefs(beliefs: Belief[], operations: InspectedOperation[]): string[] {
  return beliefs.flatMap(({ file, line, text }) => {
    const believed = operations.filter(o => o.file === file && o.line === line).map(inWords)
    return (text === 'none' ? believed.length === 0 : believed.some(words => words.includes(text))) ? [] : `not believed: ${file}:${line} ${text}; but ${believed.join(' | ') || 'no operation'}`
  })
}

/** `write users` of a line; schemas in a language of their own are not asked about. */
function unlikeTables({ tables, files }: Fixture, accesses: InspectedAccess[]): string[] {
  const told = accesses.filter(({ file }) => files.includes(file)).map(({ file, line, kind, table }) => `${file}:${line} ${kind} ${table ?? 'unknown'}`)
  return unlike('table', tables.map(({ file, line, text }) => `${file}:${line} ${text}`), told)
}

/** A fixture that marks one file of a database layer, or one harmless import, marks all that dependency-cruiser is told of. */
function unlikeBoundaries({ database, harmless }: Fixture, told: Boundaries): string[] {
  return [
    ...unlike('database file', database, told.services.flatMap(({ databaseFiles }) => databaseFiles)),
    ...unlike('harmless import', harmless, told.harmless.map(({ from, to }) => `${from} -> ${to}`)),
  ]
}

function unlike(what: string, asked: string[], told: string[]): string[] {
  const [wanted, met] = [new Set(asked), new Set(told)]
  return [...asked.filter(one => !met.has(one)).map(one => `missed ${what}: ${one}`), ...[...met].filter(one => !wanted.has(one)).map(one => `${what} not asked for: ${one}`)]
}

/** `http.request of axios, timeout set: 5000 ms, key unknown: a caller gives the key` */
function inWords({ kind, library, limits, idempotency }: InspectedOperation): string {
  const said = [...limits, ...idempotency ? [{ limit: 'key', ...idempotency, value: undefined }] : []]
  return [`${kind} of ${library}`, ...said.map(({ limit, state, value, why }) => `${limit} ${state}${value ?? why ? `: ${value ?? why}` : ''}`)].join(', ')
}

function matches(want: Expectation, told: Told): boolean {
  return want.file === told.file && want.line === told.line && want.rule === told.rule && (want.part === undefined || told.message.includes(want.part))
}

const show = ({ file, line, rule }: { file: string; line: number; rule: string }): string => `${file}:${line} ${rule}`
