import type { Service } from '@bulkhead/workspace'
import type { Report } from '../../verdict.js'
import { items, owned, path, prose, table, words, type Section } from './markup.js'

/** Who is there and who reaches whom: the drawing where a host made one, and what was taken for a service and why. */
export function mapSection({ examination: { services }, map }: Report): Section {
  const list = services.length === 0 ? '<p>No service was found: the repository is judged as one.</p>' : table('Services, whose they are, and what says so', ['service', 'folder', 'owners', 'taken for one', 'because'],
    services.map(({ name, kind, directory, owners, confidence, evidence }) => [words(name), `<span class="path">${path(directory || '.')}</span>`, owned(owners), words(`${kind}, ${confidence}`), `<span class="quiet">${because(evidence)}</span>`]))
  return { id: 'map', heading: 'Service map', body: (map?.picture === undefined ? '' : pictured(map.picture)) + list }
}

/** The drawing with its key, in a frame in which it can be moved about. */
export const pictured = (drawn: string): string => `<p class="key"><span><i class="solid"></i> depends on, or uses</span> <span><i class="red"></i> against a rule</span> <span><i class="dashed"></i> not judged</span> <button type="button" id="size" hidden>Own size</button></p>
<div class="scroll picture" tabindex="0" role="region" aria-label="The services and who reaches whom">${drawn}</div>\n`

function because(evidence: Service['evidence']): string {
  const reasons = evidence.map(({ reason, file }) => {
    const said = reason.replace(/\.$/, '')
    return prose(file === undefined || said.includes(file) ? said : `${said} (${file})`)
  })
  return reasons.join('; ')
}

/** Who owns, reads and writes which table, where a host found out. */
export const tablesSection = ({ map }: Report): Section[] =>
  map?.matrix === undefined ? [] : [{ id: 'tables', heading: 'Tables', body: ofTables(map.matrix) }]

/** What the verdict rests on without being told, what it leaves open, and how much was looked at. */
export function foundationSections({ examination: { assumptions, notJudged, counts } }: Report): Section[] {
  const assumed = assumptions.map(({ what, evidence, configure }) => {
    const hints = [...(evidence.length === 0 ? [] : [`from ${words(evidence.slice(0, 3).join(', '))}${evidence.length > 3 ? ` and ${evidence.length - 3} more` : ''}`]), ...(configure === undefined ? [] : [`set <code>${words(configure)}</code> to say otherwise`])]
    return `${prose(what)}${hints.length === 0 ? '' : ` <span class="quiet">(${hints.join('; ')})</span>`}`
  })
  const gaps = notJudged.map(({ path: file, reason, remedy }) => `${file === undefined ? '' : `<span class="path">${path(file)}</span> `}${prose(reason.replace(/\.$/, ''))}.${remedy === undefined ? '' : ` <span class="quiet">${prose(remedy)}</span>`}`)
  const tallies = Object.entries(counts).map(([rule, { judged, unknown }]) => [words(rule), String(judged), String(unknown)])
  return [
    { id: 'assumed', heading: 'Assumed', count: assumptions.length, body: assumed.length === 0 ? '<p>Nothing.</p>' : items(assumed) },
    { id: 'not-judged', heading: 'Not judged', count: notJudged.length, body: gaps.length === 0 ? '<p>Nothing was left out.</p>' : items(gaps) },
    { id: 'determined', heading: 'Looked at', body: tallies.length === 0 ? '<p>No rule ran.</p>' : table('How much each rule looked at, and how much of it stays open', ['rule', 'looked at', 'of those undetermined, and silent'], tallies) },
  ]
}

/** The matrix of tables, which may be wider than the page. */
export const ofTables = (matrix: string): string => `<div class="matrix" tabindex="0" role="region" aria-label="Who owns, reads and writes which table">${matrix}</div>`
