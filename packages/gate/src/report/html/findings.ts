import type { Finding, Place, RelatedPlace } from '@bulkhead/analysis'
import { count } from '../../decide/words.js'
import type { Since } from '../../old-code/since.js'
import type { RuleText } from '../../verdict.js'
import { excerpt } from '../excerpt.js'
import { ownFingerprints } from '../order.js'
import { badge, escaped, folded, path, place, prose, words, type Section } from './markup.js'

const SHOWN_PLACES = 8
/** Lines wrap here and there is room below, so that more fits than on a terminal. */
const ROOM = { width: 240, below: 9 }

type Read = (path: string) => string | undefined

/** What can be chosen from above the findings: each key is a `data-` attribute of a finding, a value of it a line. */
type Facet = readonly [key: string, label: string, of: (finding: Finding) => readonly string[]]
const FACETS: readonly Facet[] = [
  ['severity', 'Severity', ({ severity }) => [weightOf(severity)]],
  ['check', 'Check', ({ check }) => [check]],
  ['rule', 'Rule', ({ rule }) => [rule]],
  ['service', 'Service', ({ service }) => [service ?? 'no service']],
  ['owner', 'Owner', ({ owners }) => (owners.length === 0 ? ['no owner'] : owners)],
]

const weightOf = (severity: Finding['severity']): string => (severity === 'error' ? 'error' : 'warning')

/** The findings, each at its cause with its code and the way of the evidence, under the file that has to change. For findings in order. */
export function findingsSection(findings: readonly Finding[], read: Read, rules: readonly RuleText[], since?: Since): Section {
  const section = { id: 'findings', heading: 'Findings', count: findings.length }
  if (findings.length === 0) return { ...section, body: '<p>None.</p>' }
  const facets = since ? [...FACETS, ['new', `Since ${since.ref}`, (finding: Finding) => [since.fresh.has(finding) ? 'new' : 'there before']] as const] : FACETS
  const names = ownFingerprints(findings)
  const docs = new Map(rules.map(rule => [rule.name, rule.docs]))
  const files = new Map<string, Finding[]>()
  for (const finding of findings) {
    const members = files.get(finding.file)
    if (members) members.push(finding)
    else files.set(finding.file, [finding])
  }
  const groups = [...files].map(([file, members]) =>
    `<section class="group"><h3 class="path">${path(file)}</h3>\n${members.map(finding => article(finding, `f-${names.get(finding)!.replace(':', '-')}`, docs.get(finding.rule), read, facets)).join('\n')}</section>`)
  return { ...section, body: `${controls(findings, facets)}
${groups.join('\n')}
<p id="none" hidden>No finding fits. <button type="button" class="reset">Show all</button></p>` }
}

const controls = (findings: readonly Finding[], facets: readonly Facet[]): string => `<form id="filter" role="search" aria-label="Filter the findings">
<label class="wide">Search <input type="search" id="q" autocomplete="off" placeholder="file, message, code" aria-keyshortcuts="/"></label>
${facets.map(([key, label, of]) => select(key, words(label), findings.flatMap(of))).join('\n')}
<p class="wide"><span id="shown" role="status">${count(findings.length, 'finding')}</span> <button type="button" class="reset">Reset</button> <span class="keys"><kbd>/</kbd> search <kbd>j</kbd> <kbd>k</kbd> next, previous <kbd>Esc</kbd> reset</span></p>
</form>`

function select(key: string, label: string, values: readonly string[]): string {
  const tally = new Map<string, number>()
  for (const value of values) tally.set(value, (tally.get(value) ?? 0) + 1)
  const options = [...tally].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, n]) => `<option value="${words(value)}">${words(value)} (${n})</option>`)
  return `<label>${label} <select data-facet="${key}"><option value="">all</option>${options.join('')}</select></label>`
}

function article(finding: Finding, id: string, docs: string | undefined, read: Read, facets: readonly Facet[]): string {
  const { severity, line, rule, message, fix, check, service, owners, related } = finding
  const data = facets.map(([key, , of]) => ` data-${key}="${of(finding).map(words).join('\n')}"`).join('')
  const isNew = facets.some(([key, , of]) => key === 'new' && of(finding).includes('new'))
  const text = read(finding.file)
  const name = docs === undefined || !docs.startsWith('https://') ? words(rule) : `<a href="${words(docs)}">${words(rule)}</a>`
  const meta: [string, string][] = [['rule', name], ['check', words(check)], ['service', service === undefined ? 'none' : words(service)], [owners.length > 1 ? 'owners' : 'owner', owners.length === 0 ? '<span class="lack">nobody</span>' : words(owners.join(', '))]]
  return `<article id="${words(id)}" tabindex="-1"${data}>
<h4>${badge(weightOf(severity))}${isNew ? ` ${badge('new')}` : ''} ${prose(message)}</h4>
${text === undefined ? '' : code(text, finding)}
${evidence(related, read)}
<p class="fix"><strong>Fix</strong> ${prose(fix)}</p>
<dl class="meta"><div><dt>at</dt><dd><a href="#${words(id)}" aria-label="Link to this finding, line ${line}">line ${line}</a></dd></div>${meta.map(([term, told]) => `<div><dt>${term}</dt><dd>${told}</dd></div>`).join('')}</dl>
</article>`
}

/** The code around a place, the place marked. Where the place is no stretch of code, the finding is about the file as a whole. */
function code(text: string, at: Place): string {
  const found = excerpt(text, at, ROOM)
  if (found === undefined || (at.line === at.endLine && at.column === at.endColumn)) return ''
  const rows = found.lines.map((line, i) => {
    const n = found.first + i
    return `<span class="line${n >= at.line && n <= at.endLine ? ' own' : ''}" data-n="${n}">${n === at.line ? marked(line, found.mark) : escaped(line)}\n</span>`
  })
  return `<pre><code>${rows.join('')}</code></pre>`
}

const marked = (line: string, { column, endColumn }: { column: number; endColumn: number }): string =>
  `${escaped(line.slice(0, column - 1))}<mark>${escaped(line.slice(column - 1, endColumn - 1))}</mark>${escaped(line.slice(endColumn - 1))}`

/** The way of the evidence through other places, each with its line of code, the rest of many folded away. */
function evidence(related: readonly RelatedPlace[], read: Read): string {
  if (related.length === 0) return ''
  const files = new Set(related.map(({ file }) => file)).size
  const rest = related.slice(SHOWN_PLACES)
  const step = (shown: RelatedPlace) => `<li>${place(shown)} ${prose(shown.message)}</li>`
  const first = related.slice(0, SHOWN_PLACES).map(shown => `<li>${place(shown)} ${prose(shown.message)}${lineOf(shown, read)}</li>`)
  return `<p class="why">Evidence: ${count(related.length, 'related place')}${files > 1 ? ` in ${files} files` : ''}</p><ol class="trail">${first.join('')}</ol>${rest.length === 0 ? '' : folded(`${rest.length} more`, `<ol class="trail" start="${SHOWN_PLACES + 1}">${rest.map(step).join('')}</ol>`)}`
}

/** The line of code at a place, without what it is indented by. */
function lineOf(at: Place, read: Read): string {
  const text = read(at.file)
  const found = text === undefined ? undefined : excerpt(text, at, ROOM)
  const line = found?.lines[at.line - found.first]
  if (found === undefined || line === undefined || line.trim() === '') return ''
  const indent = line.length - line.trimStart().length
  const { column, endColumn } = found.mark
  return column <= indent ? '' : `<code class="step">${marked(line.slice(indent), { column: column - indent, endColumn: endColumn - indent })}</code>`
}
