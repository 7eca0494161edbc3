import type { RepoPath } from '@bulkhead/workspace'
import type { Evidence } from '../evidence/evidence.js'
import { leadsSomewhere } from './links.js'
import { serviceOf, type Searched } from './searched.js'
import { yamlDocuments } from './documents.js'

const RUNBOOK = /(?:^|\/)(?:run-?books?\/.*|run-?book[^/]*)\.(?:md|mdx|adoc|rst)$/i
/** Fewer words say no more than that there should be one. */
const FEWEST_WORDS = 20

/** The runbooks that are written in the repository, and those that the catalogue of components links. */
export function* findRunbooks(searched: Searched): Iterable<Evidence> {
  const found = new Map<string | undefined, RepoPath[]>()
  for (const file of ['.md', '.mdx', '.adoc', '.rst'].flatMap(ending => searched.filesEnding(ending)).sort()) {
    if (!RUNBOOK.test(file) || searched.isTest(file) || wordsIn(searched.read(file) ?? '') < FEWEST_WORDS) continue
    const service = serviceOf(searched, file, file.replace(/\.\w+$/, '').split('/'))
    found.set(service, [...found.get(service) ?? [], file])
  }
  for (const [service, files] of found)
    yield { check: 'runbook-ownership', status: 'pass', covers: ['runbooks'], tool: 'repository', file: files[0]!, summary: files.length === 1 ? 'a runbook is written' : `${files.length} runbooks are written`, places: files.map(file => ({ file, line: 0, message: 'a runbook' })), ...(service !== undefined && { service }) }
}

/** Who is on call: what the catalogue of components says, or else whom CODEOWNERS names for the service. */
export function* findOnCall(searched: Searched): Iterable<Evidence> {
  const known = new Set<string | undefined>()
  for (const { file, line, whole } of yamlDocuments(searched, text => /^kind:\s*Component\b/m.test(text) && text.includes('backstage.io/'))) {
    if (whole.at('kind').text !== 'Component') continue
    const [name, annotations] = [whole.at('metadata', 'name').text, whole.at('metadata', 'annotations').entries]
    const service = serviceOf(searched, file, [name])
    const base = { check: 'runbook-ownership' as const, status: 'pass' as const, tool: 'catalog-info.yaml', file, ...(service !== undefined && { service }) }
    const alarm = annotations.find(([key]) => /^(?:pagerduty\.com|opsgenie\.com|grafana\.com\/oncall|splunk\.com\/on-call|victorops\.com|incident\.io)/.test(key))
    const owner = whole.at('spec', 'owner').text
    if (alarm !== undefined || owner !== undefined) {
      known.add(service)
      yield { ...base, covers: ['on-call ownership'], summary: alarm === undefined ? `${owner} owns ${name}` : `${alarm[0]} of ${name} is ${alarm[1].text}`, places: [{ file, line, message: `the component ${name}` }] }
    }
    const book = whole.at('metadata', 'links').items.find(link => /run-?book/i.test(`${link.at('type').text} ${link.at('title').text}`))
    if (leadsSomewhere(book?.at('url').text, file, searched)) yield { ...base, covers: ['runbooks'], summary: `a runbook is linked: ${book!.at('url').text}`, places: [{ file, line, message: `the component ${name}` }] }
  }
  for (const { name, owners } of searched.services) {
    const file = searched.ownersFile(name)
    // The people of a package.json may be no more than those who began.
    if (owners.length > 0 && !known.has(name) && file !== undefined && /(?:^|\/)CODEOWNERS$/.test(file))
      yield { check: 'runbook-ownership', status: 'pass', covers: ['on-call ownership'], tool: 'CODEOWNERS', file, service: name, summary: `${owners.join(', ')} answers for ${name}`, places: [] }
  }
}

const wordsIn = (text: string): number => text.split(/\s+/).filter(word => /\p{L}{2}/u.test(word)).length
