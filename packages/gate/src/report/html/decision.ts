import { count, list } from '../../decide/words.js'
import type { Report, Status } from '../../verdict.js'
import { NOTHING_AGREED } from '../../old-code/agreed.js'
import { shownOf } from '../new-ones.js'
import { freeWords } from '../free-words.js'
import { words } from './markup.js'

/** What was decided, as a heading, the reason, and whether it is good or bad news. */
interface Said {
  tone: Status
  heading: string
  why: string
}

const NOTHING_SEEN: Said = { tone: 'not evidenced', heading: 'Not judged', why: 'No file that runs on a server was looked at.' }

/** The decision in a few words: of the stage where one was asked for, of the repository where not. */
export function said({ verdict, decision }: Report): Said {
  if (decision) {
    const { stage, passed, judged, cards } = decision
    const stopped = cards.filter(card => !card.passed)
    if (!passed) return { tone: 'fail', heading: `The ${stage} is stopped`, why: `By ${list(stopped.map(({ service }) => service ?? 'what belongs to no service'))}.` }
    return judged ? { tone: 'pass', heading: `Nothing stops the ${stage}`, why: freeWords(decision) } : NOTHING_SEEN
  }
  const unproven = verdict.checks.filter(({ status }) => status === 'not evidenced').length
  const failing = verdict.checks.filter(({ status }) => status === 'fail').map(({ id }) => id)
  if (!verdict.passed) return { tone: 'fail', heading: 'The gate fails', why: `By ${list(failing)}.` }
  return verdict.judged ? { tone: 'pass', heading: 'The gate passes', why: unproven === 0 ? 'No check fails.' : `No check fails; ${unproven} of ${verdict.checks.length} ${unproven === 1 ? 'is' : 'are'} not evidenced.` } : NOTHING_SEEN
}

/** The head of the page: the decision, and how much of what there is. */
export function head(report: Report): string {
  const { examination: { findings, files, suppressed }, verdict, agreed = NOTHING_AGREED, decision, since } = report
  const { tone, heading, why } = said(report)
  const having = (status: Status) => verdict.checks.filter(check => check.status === status).length
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const figures: [n: number, label: string, always: boolean][] = [
    ...(decision ? [] : [[having('fail'), `of ${verdict.checks.length} checks fail`, true], [having('pass'), having('pass') === 1 ? 'passes' : 'pass', false], [having('waived'), 'checks waived', false], [having('not evidenced'), 'not evidenced', true]] as [number, string, boolean][]),
    [errors, errors === 1 ? 'error' : 'errors', true], [findings.length - errors, findings.length - errors === 1 ? 'warning' : 'warnings', true],
    ...(since ? [[shownOf(report).length, `<a href="#new=new">new since ${words(since.ref)}</a>`, true] as [number, string, boolean]] : []),
    [agreed.waived.length, 'findings waived', false], [agreed.baselined.length, 'in the baseline', false], [suppressed.length, 'kept silent in code', false],
    [files.production, `of ${count(files.total, 'file')} run on a server`, true],
  ]
  const of = decision?.commit === undefined ? [] : [`commit <code>${words(decision.commit.id.slice(0, 12))}</code>`]
  const when = decision === undefined ? [] : [`as of ${words(decision.asOf.slice(0, 10))}`]
  return `<div class="decision ${tone.replace(' ', '-')}"><h1>${heading}</h1><p class="lede">${words(why)}</p>${decision ? `<p class="quiet">${[...of, ...when].join(', ')}</p>` : ''}</div>
<ul class="figures">${figures.filter(([n, , always]) => always || n > 0).map(([n, label]) => `<li><strong>${n}</strong> ${label}</li>`).join('')}</ul>`
}
