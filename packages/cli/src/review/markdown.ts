import { markdownCode, markdownText } from '@bulkhead/gate'
import type { Grid, Part, Review, Statement } from './part.js'

/** What statements stand under. */
export const KINDS = { fact: 'Facts', assumption: 'Assumptions', question: 'Open questions' } as const

/** A review as Markdown, to be kept beside the code and read on the pages of its host. */
export function reviewMarkdown({ commit, asOf, parts }: Review): string {
  return [
    '# Architecture review', '',
    `Written by \`bulkhead review\`${commit ? ` of commit ${markdownCode(commit.id.slice(0, 12))}` : ''} as of ${asOf.slice(0, 10)}. A fact has a place in the code; what is not known is an assumption or an open question.`, '',
    ...parts.flatMap((part, index) => [`## ${index + 1}. ${part.heading}`, '', ...partLines(part)]),
  ].join('\n').replace(/\n{3,}/g, '\n\n')
}

/** A part without its heading. */
export function partLines({ statements, grids, diagram }: Part): string[] {
  return [
    ...(diagram === undefined ? [] : ['```mermaid', diagram.trimEnd(), '```', '']),
    ...grids.flatMap(gridLines),
    ...(Object.keys(KINDS) as Statement['is'][]).flatMap(kind => {
      const own = statements.filter(({ is }) => is === kind)
      return own.length === 0 ? [] : [`**${KINDS[kind]}**`, '', ...own.map(statementLine), '']
    }),
  ]
}

function gridLines({ title, head, rows }: Grid): string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]): string => `| ${cells.map(cell => markdownText(cell) || ' ').join(' | ')} |`
  return [`**${markdownText(title)}**`, '', line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line), '']
}

function statementLine({ text, at = [] }: Statement): string {
  return `- ${markdownText(text)}${at.length === 0 ? '' : ` (${at.map(({ file, line }) => markdownCode(`${file}:${line}`)).join(', ')})`}`
}
