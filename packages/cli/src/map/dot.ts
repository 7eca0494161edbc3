import { harmless, markupText as escaped } from '@bulkhead/gate'
import type { Picture, PictureEdge, PictureNode } from './picture.js'

/** One of the three families whose widths Graphviz knows without a font library: of any other it would guess, and draw boxes that are too small. */
const FONT = 'Arial'
const INK = '#1f2933'
const QUIET = '#52606d'
const RED = '#c81e1e'

/** The picture in Graphviz's language. */
export function dot({ nodes, edges, clusters }: Picture): string {
  const drawn = new Set(clusters.flatMap(cluster => cluster.nodes))
  const byId = new Map(nodes.map(node => [node.id, node]))
  const lines = [
    'digraph services {',
    `  graph [rankdir=LR, nodesep=0.3, ranksep=0.9, pad=0.25, bgcolor=white, fontname="${FONT}", fontsize=11, fontcolor="${QUIET}"]`,
    `  node [fontname="${FONT}", fontsize=11, fontcolor="${INK}", color="#7b8794", margin="0.16,0.08"]`,
    `  edge [fontname="${FONT}", fontsize=9, arrowsize=0.7]`,
    ...clusters.flatMap(({ name, nodes: inside }, index) => [
      `  subgraph cluster_${index} {`,
      `    graph [label=${quoted(`${name}/`)}, labeljust=l, style="rounded,filled", color="#cbd2d9", fillcolor="#f5f7fa", margin=14]`,
      ...inside.map(id => `    ${statement(byId.get(id)!)}`),
      '  }',
    ]),
    ...nodes.filter(({ id }) => !drawn.has(id)).map(node => `  ${statement(node)}`),
    ...edges.map(edge => `  ${arrow(edge)}`),
    '}',
  ]
  return `${lines.join('\n')}\n`
}

const SHAPES: Readonly<Record<PictureNode['is'], string>> = {
  service: 'shape=box, style="rounded,filled", fillcolor="#e3f0fb"',
  several: 'shape=box3d, style=filled, fillcolor="#e9edf2"',
  table: 'shape=cylinder, style=filled, fillcolor="#fdf6e3", margin="0.16,0.1"',
  queue: 'shape=cds, style=filled, fillcolor="#e8f5e9"',
  unread: 'shape=box, style="rounded,dashed"',
}

function statement({ id, is, title, lines, lack }: PictureNode): string {
  const below = [...lines.map(line => small(line, QUIET)), ...lack === undefined ? [] : [small(lack, '#b45309')]]
  return `${id} [${SHAPES[is]}, label=<${[`<B>${label(title)}</B>`, ...below].join('<BR/>')}>, tooltip=${quoted([title, ...lines, ...lack === undefined ? [] : [lack]].join('\n'))}]`
}

const small = (text: string, color: string): string => `<FONT POINT-SIZE="9" COLOR="${color}">${label(text)}</FONT>`
/** Text of a label; Graphviz refuses an empty one. */
const label = (text: string): string => wrapped(text).map(line => escaped(line)).join('<BR/>') || ' '

function arrow({ from, to, label: text, standing, is, places }: PictureEdge): string {
  const color = standing === 'broken' ? RED : standing === 'unjudged' ? '#9aa5b1' : is === 'depends' ? INK : QUIET
  const attributes = [
    `label=${quoted(text)}`, `color="${color}"`, `fontcolor="${color}"`, `tooltip=${quoted([text, ...places].join('\n'))}`,
    ...standing === 'broken' ? ['penwidth=2'] : [], ...standing === 'unjudged' ? ['style=dashed'] : [], ...is === 'owns' ? ['arrowhead=none'] : [],
  ]
  return `${from} -> ${to} [${attributes.join(', ')}]`
}

/** Graphviz reads entities in every text, and a backslash as the beginning of an order. */
function quoted(text: string): string {
  return `"${text.split('\n').map(line => harmless(line).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"')).join('\\n')}"`
}

const WIDTH = 44

/** Long lists of names on several lines. */
function wrapped(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
