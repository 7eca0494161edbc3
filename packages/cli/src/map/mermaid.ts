import { harmless } from '@bulkhead/gate'
import type { Picture, PictureEdge, PictureNode } from './picture.js'

/** The picture as a flowchart of Mermaid, which GitHub and GitLab draw in Markdown. */
export function mermaid({ nodes, edges, clusters }: Picture): string {
  const drawn = new Set(clusters.flatMap(cluster => cluster.nodes))
  const byId = new Map(nodes.map(node => [node.id, node]))
  const broken = edges.flatMap(({ standing }, index) => standing === 'broken' ? [index] : [])
  const lines = [
    'flowchart LR',
    ...clusters.flatMap(({ name, nodes: inside }, index) => [`  subgraph c${index}["${text(`${name}/`)}"]`, ...inside.map(id => `    ${box(byId.get(id)!)}`), '  end']),
    ...nodes.filter(({ id }) => !drawn.has(id)).map(node => `  ${box(node)}`),
    ...edges.map(edge => `  ${arrow(edge)}`),
    ...broken.length > 0 ? [`  linkStyle ${broken.join(',')} stroke:#c81e1e,stroke-width:2px,color:#c81e1e`] : [],
  ]
  return `${lines.join('\n')}\n`
}

const BRACKETS: Readonly<Record<PictureNode['is'], [string, string]>> = { service: ['(', ')'], several: ['[[', ']]'], table: ['[(', ')]'], queue: ['>', ']'], unread: ['(', ')'] }

function box({ id, is, title, lines, lack }: PictureNode): string {
  const [open, close] = BRACKETS[is]
  return `${id}${open}"${[title, ...lines, ...lack === undefined ? [] : [lack]].map(text).join('<br/>')}"${close}`
}

function arrow({ from, to, label, standing, is }: PictureEdge): string {
  const line = standing === 'unjudged' ? '-.->' : is === 'owns' ? '---' : standing === 'broken' ? '==>' : '-->'
  return `${from} ${line}|"${text(label)}"| ${to}`
}

/** Mermaid has entities of its own, by number, and reads markup and Markdown in labels: what is no letter, digit or plain sign is written as one. */
function text(label: string): string {
  return harmless(label).replace(/[^\p{L}\p{N} .,:/_@-]/gu, character => `#${character.codePointAt(0)};`)
}
