import type { ServiceMap, Spot } from '@bulkhead/checker'
import { markupText as escaped } from '@bulkhead/gate'
import { matrixTable } from './matrix.js'
import { inPage } from './svg.js'
import { many } from './words.js'

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; color: #1f2933; background: #fff; margin: 2rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.note { color: #52606d; } .broken { color: #c81e1e; font-weight: 600; }
.scroll { overflow: auto; border: 1px solid #cbd2d9; border-radius: 6px; }
.picture svg { display: block; max-width: 100%; height: auto; margin: auto; }
table { border-collapse: collapse; font-size: 13px; } th, td { padding: .25rem .6rem; border-bottom: 1px solid #e4e7eb; text-align: left; vertical-align: top; } td:not(:last-child), th { white-space: nowrap; }
thead th { position: sticky; top: 0; background: #f5f7fa; } tbody th { font-weight: 600; }
.key span { margin-right: 1.5rem; white-space: nowrap; } .key i { display: inline-block; width: 2rem; border-top: 2px solid #1f2933; vertical-align: middle; margin-right: .4rem; }
.key .red { border-color: #c81e1e; } .key .dashed { border-top-style: dashed; border-color: #9aa5b1; } code { font-size: 12px; }
`

/** A page that needs nothing else: no script runs in it and nothing is loaded, and its own policy says so. */
function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`
}

/** The whole map as a page: the picture, what is broken in it, who owns what. */
export function mapPage(map: ServiceMap, svg: string): string {
  const owned = map.services.filter(({ owners }) => owners.length > 0).length
  return page('Service map', `<h1>Service map</h1>
<p class="note">${escaped(`${many(map.services.length, 'service')}, ${owned} with an owner; ${many(map.tables.length, 'table')}; ${many(map.links.length, 'dependency', 'dependencies')} between services`)}</p>
${map.services.length === 0 ? `<p>${NO_SERVICE}</p>` : pictured(map, svg)}
<h2>Tables</h2>
${matrixTable(map)}`)
}

/** What is said where there is nothing to draw. */
const NO_SERVICE = 'No service was found. <code>bulkhead explain &lt;file&gt;</code> tells what a file is taken for; <code>services</code> in the configuration names what was not seen.'

function pictured(map: ServiceMap, svg: string): string {
  return `<p class="key"><span><i></i>depends on, or uses</span><span><i class="red"></i>against a rule</span><span><i class="dashed"></i>not judged</span></p>
<div class="scroll picture">
${inPage(svg)}</div>
<h2>Against a rule</h2>
${brokenTable(map)}
<h2>Services</h2>
${servicesTable(map)}`
}

/** The matrix of tables alone as a page. */
export function matrixPage(map: ServiceMap): string {
  return page('Tables and their owners', `<h1>Tables and their owners</h1>\n${matrixTable(map)}`)
}

function brokenTable({ links, tables }: ServiceMap): string {
  const rows = [
    ...links.filter(({ standing }) => standing === 'broken').map(({ from, to, imports, calls, rules }) => [from, `depends on ${to}`, rules.join(', '), places([...imports, ...calls])]),
    ...tables.flatMap(({ name, owner, uses }) => uses.filter(({ standing }) => standing === 'broken').map(({ service, reads, writes, rules }) =>
      [service, `${[reads.length > 0 ? 'reads' : '', writes.length > 0 ? 'writes' : ''].filter(word => word !== '').join(' and ')} ${name}${owner === undefined ? '' : ` of ${owner}`}`, rules.join(', '), places([...writes, ...reads])])),
  ]
  return rows.length === 0 ? '<p>Nothing.</p>' : table(['service', 'what it does', 'rule', 'where'], rows)
}

function servicesTable({ services }: ServiceMap): string {
  return table(['service', 'folder', 'kind', 'owners'], services.map(({ name, directory, kind, owners }) => [name, directory, kind, owners.join(', ') || 'nobody']))
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) => row.map(one => `<td>${escaped(one)}</td>`).join('')
  return `<div class="scroll"><table><thead><tr>${head.map(one => `<th scope="col">${escaped(one)}</th>`).join('')}</tr></thead>\n<tbody>\n${rows.map(row => `<tr>${cells(row)}</tr>`).join('\n')}\n</tbody></table></div>`
}

function places(at: readonly Spot[]): string {
  const shown = at.slice(0, 3).map(({ file, line }) => `${file}:${line}`).join(', ')
  return at.length > 3 ? `${shown} and ${at.length - 3} more` : shown
}
