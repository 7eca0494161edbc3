import type { Evidence } from '../evidence/evidence.js'
import { yamlDocuments } from './documents.js'
import { oneService, type Searched } from './searched.js'

/** The Helm charts that deploy a service. What they give to it is known when they are rendered, and nothing is run here: the check stays open, and says why. */
export function* findCharts(searched: Searched): Iterable<Evidence> {
  for (const { file, line, whole } of yamlDocuments(searched, text => /^apiVersion:\s*v[12]\s*$/m.test(text))) {
    if (!/(?:^|\/)Chart\.yaml$/.test(file) || whole.at('type').text === 'library') continue
    const name = whole.at('name').text
    const of = oneService(searched, file, [name])
    if (of) yield {
      check: 'health-probes', covers: ['health probes', 'readiness probes'], status: 'open', tool: 'Helm', file, ...of, summary: `the chart ${name} is not judged: it says nothing before it is rendered`,
      cure: 'Render it (`helm template`) into a file of the repository, or attest the probes.', places: [{ file, line, message: `the chart ${name}` }],
    }
  }
}
