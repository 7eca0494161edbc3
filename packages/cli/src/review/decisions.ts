import type { Spot } from '@bulkhead/checker'
import type { Engine } from '../engine.js'
import { listed, many, manyOf } from '../map/words.js'
import { fact, homeIn, question, type Ground, type Part, type Statement } from './part.js'
import { endOf, isRange, type Framework, type Runtime } from './stack.js'

/** A recorded decision: its title, and its text to look for names in. */
export interface DecisionRecord {
  title: string
  text: string
  file: string
}

/** The decision records of a repository, wherever teams keep them. */
export function recordsIn({ workspace }: Engine): DecisionRecord[] {
  return workspace.filesEnding('.md').filter(file => /(?:^|\/)(?:adrs?|decisions|decision-records|architecture-decisions)\/[^/]*\d[^/]*\.md$/i.test(file)).flatMap(file => {
    const text = workspace.read(file) ?? ''
    const title = /^#\s+(.+)$/m.exec(text)?.[1]
    return title === undefined ? [] : [{ title, text, file }]
  })
}

/** Decision summary with tradeoffs. */
export function decisions(ground: Ground): Part {
  const { stack: { frameworks, runtimes }, services, decision, records, map, day } = ground
  const home = homeIn(ground)
  const used = frameworks.map(framework => ({ ...framework, ...(framework.service !== undefined && { service: home(framework.service) }) }))
  const stopped = decision.cards.filter(({ passed }) => !passed)
  const unproven = decision.cards.reduce((sum, { checks }) => sum + checks.filter(({ status }) => status === 'not evidenced').length, 0)
  const statements: Statement[] = [
    fact(stopped.length === 0 ? `By its policy nothing that was shown stops the way into production; ${many(unproven, 'decision')} of ${decision.cards.reduce((sum, { checks }) => sum + checks.length, 0)} ${unproven === 1 ? 'is' : 'are'} not evidenced.` : `By its policy the way into production is stopped by ${listed(stopped.map(({ service, checks }) => `${service ?? 'the code of no service'} (${checks.filter(({ blocks }) => blocks).map(({ id }) => id).join(', ')})`))}.`),
    ...departures(used, records),
    ...endedStatements(runtimes, day),
    ...(runtimes.length === 0 ? [question('Which version of Node.js runs this? No Dockerfile, `engines`, `.nvmrc` or `.node-version` says so.')] : []),
    ...(records.length === 0 ? [question('Why is it built as it is? No decision record was found; `bulkhead adr` begins one.')] : records.map(({ title, file }) => fact(`Decided: ${title}`, [{ file, line: 1 }]))),
  ]
  const versionOf = (service: string): string => [...new Set(runtimes.filter(runtime => runtime.service === service || runtime.service === undefined).map(({ written }) => written))].join(', ')
  const uses = (service: string): string => [...new Set(used.filter(framework => framework.service === service).map(({ name, version }) => (version === undefined ? name : `${name} ${version}`)))].join(', ')
  const partsOf = (service: string): number => services.filter(({ name }) => name !== service && home(name) === service).length
  return {
    heading: 'Decision summary with tradeoffs', statements,
    grids: [
      { title: 'What each service is built with', head: ['service', 'kind', 'frameworks', 'Node.js', 'owners'], rows: services.filter(({ name }) => home(name) === name).map(({ name, kind, owners }) => [name, partsOf(name) > 0 ? `${kind} of ${manyOf(partsOf(name), 'parts')}` : kind, uses(name), versionOf(name), owners.join(', ')]) },
      { title: 'Tradeoffs in force', head: ['decision', 'evidence', 'gains', 'costs'], rows: tradeoffs(services, map) },
    ],
  }
}

/** A service that is built with something that no other uses, without a record that names it. */
function departures(frameworks: readonly Framework[], records: readonly DecisionRecord[]): Statement[] {
  const users = new Map<string, Framework[]>()
  for (const framework of frameworks) if (framework.service !== undefined && !users.get(framework.name)?.some(({ service }) => service === framework.service)) users.set(framework.name, [...users.get(framework.name) ?? [], framework])
  const [usual] = [...users].filter(([, all]) => all.length > 1).sort(([, a], [, b]) => b.length - a.length)
  if (usual === undefined) return []
  return [...users].flatMap(([name, all]) => {
    const [only] = all
    if (all.length > 1 || usual[1].some(({ service }) => service === only!.service)) return []
    const record = records.find(({ text }) => text.includes(name))
    const said = `${only!.service} is built with ${name}, where ${many(usual[1].length, 'service')} use ${usual[0]}`
    return [record ? fact(`${said}; ${record.title} records it.`, [{ file: record.file, line: 1 }]) : question(`${said}. Why? No decision record names it.`, only!.at)]
  })
}

/** One for each line of Node.js that has ended or ends this year, with those that ask for it. */
function endedStatements(runtimes: readonly Runtime[], day: string): Statement[] {
  const majors = [...new Set(runtimes.filter(({ written }) => !isRange(written)).map(({ major }) => major))].sort((a, b) => a - b)
  return majors.flatMap(major => {
    const asking = runtimes.filter(runtime => runtime.major === major && !isRange(runtime.written))
    const end = endOf(major)
    if (end === undefined || end.slice(0, 4) > day.slice(0, 4)) return []
    const whose = [...new Set(asking.map(({ service }) => service ?? 'the repository'))]
    const of = listed(whose)
    return [fact(end < day ? `Node.js ${major}, which ${of} ${whose.length === 1 ? 'asks' : 'ask'} for, has had no mending since ${end}.` : `Node.js ${major}, which ${of} ${whose.length === 1 ? 'asks' : 'ask'} for, ends on ${end}.`, asking.map(({ at }) => at))]
  })
}

function tradeoffs(services: Ground['services'], { tables, queues }: Ground['map']): string[][] {
  const programs = services.filter(({ part }) => !part)
  const parts = services.filter(({ part }) => part)
  const shared = tables.filter(({ uses }) => uses.filter(({ writes }) => writes.length > 0).length > 1)
  const at = ({ file, line }: Spot): string => `${file}:${line}`
  return [
    ...(parts.length > 1 ? [[`${many(parts.length, 'module')} in one program`, parts.slice(0, 3).map(({ directory }) => directory).join(', '), 'one release, calls without a network, transactions across modules', 'one failure takes all down; only discipline keeps the modules apart']] : []),
    ...(programs.length > 1 ? [[`${many(programs.length, 'program')} that are deployed apart`, programs.slice(0, 3).map(({ directory }) => directory || '.').join(', '), 'own releases, own scaling, failures that stay where they are', 'every call may fail or be late; no transaction spans two of them']] : []),
    ...(shared.length > 0 ? [[`${many(shared.length, 'table')} that several services write`, shared.slice(0, 3).flatMap(({ definition, uses }) => definition ?? uses.flatMap(({ writes }) => writes)[0] ?? []).map(at).join(', '), 'no copy of the data, no events to keep in step', 'nobody can change the table alone, and no one service can promise what it holds']] : []),
    ...(queues.length > 0 ? [[`messages through ${queues.map(({ library }) => library).join(', ')}`, queues.flatMap(({ publishers, consumers }) => [...publishers, ...consumers]).flatMap(side => side.at.slice(0, 1)).slice(0, 3).map(at).join(', '), 'the sender does not wait for the receiver', 'messages come twice or late, and each needs to be safe to repeat']] : []),
  ]
}
