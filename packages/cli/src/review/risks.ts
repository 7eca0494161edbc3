import { many } from '../map/words.js'
import { question, type Ground, type Part } from './part.js'

/** Risks with mitigation and follow-up: a risk for everything that rules found, heaviest first. */
export function risks({ examination: { findings }, decision, rules, migrations }: Ground): Part {
  const rows = rules.flatMap(rule => {
    const found = findings.filter(finding => finding.rule === rule.name)
    if (found.length === 0) return []
    const owners = [...new Set(found.flatMap(finding => finding.owners))]
    const places = found.slice(0, 3).map(({ file, line }) => `${file}:${line}`).join(', ')
    const errors = found.filter(({ severity }) => severity === 'error').length
    return [{ errors, row: [sentences(rule.why), errors > 0 ? 'high' : 'medium', `${many(found.length, 'cause')}: ${places}${found.length > 3 ? ', …' : ''}`, rule.fix, owners.length > 0 ? owners.join(', ') : 'nobody is named'] }]
  }).sort((a, b) => b.errors - a.errors).map(({ row }) => row)
  const failing = decision.cards.flatMap(({ service, owners, checks }) => checks.filter(check => check.status === 'fail' && check.evidence.some(({ status }) => status === 'fail'))
    .map(check => [`${check.id} fails${service === undefined ? '' : ` for ${service}`}`, 'high', check.reason, check.cure ?? '', owners.join(', ') || 'nobody is named']))
  const bare = migrations.filter(({ reversible }) => reversible === 0)
  return {
    heading: 'Risks with mitigation and follow-up',
    statements: rows.length + failing.length + bare.length === 0 ? [question('What else may go wrong? No rule found anything; what it could not see is asked above.')] : [],
    grids: [{
      title: 'Risks', head: ['risk', 'weight', 'evidence', 'mitigation', 'follow-up'],
      rows: [...rows, ...failing, ...bare.map(({ directory, count, latest }) => ['A release cannot be taken back once its migration ran.', 'medium', `${many(count, 'migration')} without a way back: ${latest.file}`, `Write the way back in ${directory}, or expand and contract in two releases.`, 'the owner of the schema'])],
    }],
  }
}

/** The first two: what happens, and what follows. */
const sentences = (text: string): string => text.trim().replace(/\s+/g, ' ').split(/(?<=\.)\s/).slice(0, 2).join(' ')
