import { many, manyOf } from '../map/words.js'
import { fact, inCommon, question, type Ground, type Part, type Statement } from './part.js'

const LOOKED_AT: readonly string[] = ['resilience', 'idempotency', 'health-probes', 'telemetry', 'security-findings', 'data-governance']

/** Reliability, security and observability design. */
export function reliability({ examination: { counts, findings, suppressed, notJudged }, decision, rules }: Ground): Part {
  const statements: Statement[] = [
    ...rules.flatMap((rule): Statement[] => {
      const count = counts[rule.name]
      const found = findings.filter(finding => finding.rule === rule.name)
      if (count === undefined || count.judged === 0) return []
      const [judges, decided] = [rule.judges ?? 'operations', count.judged - count.unknown]
      const of = count.unknown === 0 ? manyOf(count.judged, judges) : `${manyOf(decided, judges)} that could be decided`
      return [
        ...(decided === 0 && found.length === 0 ? [] : [fact(`Of ${of}, ${found.length === 0 ? 'none breaks' : `${many(found.length, 'cause')} ${found.length === 1 ? 'breaks' : 'break'}`} \`${rule.name}\`.`, found)]),
        ...(count.unknown > 0 ? [question(`${count.unknown === 1 ? 'Does' : 'Do'} ${manyOf(count.unknown, decided === 0 ? judges : `other ${judges}`)} keep \`${rule.name}\`? What decides that could not be read.`)] : []),
      ]
    }),
    ...(suppressed.length > 0 ? [fact(`${many(suppressed.length, 'finding')} ${suppressed.length === 1 ? 'is' : 'are'} kept silent by a directive in the code.`, suppressed)] : []),
    ...notJudged.slice(0, 10).map(({ path, reason }) => question(`Not judged${path === undefined ? '' : ' whole'}: ${reason.replace(/\.$/, '')}.`, path === undefined ? undefined : [{ file: path, line: 1 }])),
  ]
  const rows = inCommon(decision.cards, check => LOOKED_AT.includes(check.id)).map(({ check, services }) => [check.id, services.join(', '), check.status, check.reason])
  return { heading: 'Reliability, security and observability design', statements, grids: [{ title: 'Checks of what runs', head: ['check', 'services', 'status', 'reason'], rows }] }
}
