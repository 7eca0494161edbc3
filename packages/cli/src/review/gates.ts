import { many } from '../map/words.js'
import { fact, question, type Ground, type Part } from './part.js'

/** Quality gates for CI/CD and release. */
export function gates({ decision: { cards }, pipelines, updaters }: Ground): Part {
  const checks = cards[0]?.checks ?? []
  const of = (status: string): number => cards.reduce((sum, card) => sum + card.checks.filter(check => check.status === status).length, 0)
  return {
    heading: 'Quality gates for CI/CD and release',
    statements: [
      fact(`Of ${many(cards.length * checks.length, 'decision')}, ${of('pass')} pass, ${of('fail')} fail, ${of('not evidenced')} are not evidenced, ${of('waived')} are waived and ${of('not applicable')} do not apply.`),
      ...pipelines.map(({ check, tool, at }) => fact(`CI runs ${tool}, which bears on \`${check}\`. How it ended is not in the repository: let it write a report, and name that under \`evidence\`.`, at)),
      ...updaters.map(({ tool, at }) => fact(`${tool} asks for newer dependencies.`, [at])),
      ...(pipelines.length === 0 ? [question('What does CI run? No workflow of GitHub or job of GitLab was found that runs a linter, a compiler, tests or a scanner.')] : []),
    ],
    grids: [{
      title: 'The fifteen checks', head: ['check', 'stage', ...cards.map(({ service }) => service ?? 'no service')],
      rows: checks.map(({ id, stage }) => [id, stage, ...cards.map(card => card.checks.find(check => check.id === id)!.status)]),
    }],
  }
}
