import { many } from '../map/words.js'
import { fact, type Ground, type Part } from './part.js'

/** Quality gates for CI/CD and release. */
export function gates({ decision: { cards } }: Ground): Part {
  const checks = cards[0]?.checks ?? []
  const of = (status: string): number => cards.reduce((sum, card) => sum + card.checks.filter(check => check.status === status).length, 0)
  return {
    heading: 'Quality gates for CI/CD and release',
    statements: [fact(`Of ${many(cards.length * checks.length, 'decision')}, ${of('pass')} pass, ${of('fail')} fail, ${of('not evidenced')} are not evidenced, ${of('waived')} are waived and ${of('not applicable')} do not apply.`)],
    grids: [{
      title: 'The fifteen checks', head: ['check', 'stage', ...cards.map(({ service }) => service ?? 'no service')],
      rows: checks.map(({ id, stage }) => [id, stage, ...cards.map(card => card.checks.find(check => check.id === id)!.status)]),
    }],
  }
}
