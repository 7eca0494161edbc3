import { sheet, type DrawnMap, type HtmlOptions } from '@bulkhead/gate'
import { KINDS } from './markdown.js'
import type { Part, Review, Statement } from './part.js'

/** A review as a page: the picture of the services is drawn in it, where Markdown has a flowchart. */
export function reviewPage({ commit, asOf, parts }: Review, { picture }: DrawnMap, options: HtmlOptions): string {
  const partOf = ({ heading, statements, grids, diagram }: Part) => ({
    heading, grids, ...(diagram !== undefined && picture !== undefined && { picture }),
    lists: (Object.keys(KINDS) as Statement['is'][]).map(kind => ({ title: KINDS[kind], entries: statements.filter(({ is }) => is === kind) })),
  })
  return sheet({
    title: 'Architecture review', numbered: true, lede: 'A fact has a place in the code; what is not known is an assumption or an open question.',
    about: `${commit ? `commit \`${commit.id.slice(0, 12)}\`, ` : ''}as of ${asOf.slice(0, 10)}`, parts: parts.map(partOf),
  }, options)
}
