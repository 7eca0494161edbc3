import type { Config } from '@bulkhead/workspace'
import { listed } from '../map/words.js'
import { constraintStatements } from './constraints.js'
import type { DecisionRecord } from './decisions.js'
import { partLines } from './markdown.js'
import { fact, question, type Statement } from './part.js'
import { endOf, isRange, type Runtime, type Stack } from './stack.js'

/** What a decision record is begun from. */
export interface Begun {
  number: number
  title: string
  /** Left out: the frameworks in use. */
  candidates: readonly string[]
  stack: Stack
  constraints: Config['constraints']
  records: readonly DecisionRecord[]
  day: string
}

const OPEN = '*open*'
const CRITERIA = ['fits the workload', 'maturity', 'operations', 'known to the team', 'tests', 'telemetry']

/** A decision record as Markdown: context and candidates as far as facts reach, and everything that only people can weigh left open. */
export function recordMarkdown({ number, title, candidates, stack, constraints, records, day }: Begun): string {
  const named = candidates.length > 0 ? candidates : [...new Set(stack.frameworks.map(({ name }) => name))]
  const used = (name: string): Stack['frameworks'] => stack.frameworks.filter(framework => framework.name === name)
  const places = (name: string): string => used(name).map(({ service, version, at }) => `${service ?? 'code of no service'}${version === undefined ? '' : ` at ${version}`} (${at[0]!.file}:${at[0]!.line})`).join(', ')
  const servicesWith = (name: string): number => used(name).filter(({ service }) => service !== undefined).length
  const context: Statement[] = [
    ...[...new Set(stack.runtimes.map(({ written }) => written))].map(written => {
      const asking = stack.runtimes.filter(runtime => runtime.written === written)
      const whose = [...new Set(asking.map(({ service }) => service ?? 'the repository'))]
      return fact(`${listed(whose)} ${whose.length === 1 ? 'asks' : 'ask'} for Node.js ${written}${endWords(asking[0]!, day)}.`, asking.map(({ at }) => at))
    }),
    ...records.map(({ title: known, file }) => fact(`Decided before: ${known}`, [{ file, line: 1 }])),
    ...named.filter(name => used(name).length === 0).map(name => question(`What would ${name} cost to bring in? No code here uses it.`)),
  ]
  const weighing = named.map(name => [name, places(name) || 'nowhere', ...CRITERIA.map(criterion => (criterion === 'known to the team' && servicesWith(name) > 0 ? `used in ${servicesWith(name) === 1 ? 'one service' : `${servicesWith(name)} services`}` : OPEN))])
  return [
    `# ${number}. ${title}`, '', `- Status: proposed`, `- Date: ${day}`, '',
    '## Context', '', ...partLines({ heading: '', statements: [...context, ...constraintStatements(constraints)], grids: [] }),
    '## Candidates', '', 'A hard constraint that a candidate breaks rejects it, whatever else speaks for it.', '',
    ...partLines({ heading: '', statements: [], grids: [{ title: 'Weighing', head: ['candidate', 'in use', ...CRITERIA], rows: weighing }] }),
    '## Decision', '', OPEN, '', '## Tradeoffs', '', OPEN, '', '## Consequences', '', OPEN, '',
  ].join('\n').replaceAll('\\*open\\*', OPEN).replace(/\n{3,}/g, '\n\n')
}

/** When the line of a runtime ends, where it says which one runs. */
function endWords({ written, major }: Runtime, day: string): string {
  const end = endOf(major)
  return end === undefined || isRange(written) ? '' : end < day ? `, which has had no mending since ${end}` : `, which is mended until ${end}`
}
