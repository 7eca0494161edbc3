import { createHash } from 'node:crypto'
import type { Report } from '../../verdict.js'
import { inOrder } from '../order.js'
import { agreedSections } from './agreed.js'
import { BEHAVIOUR } from './behaviour.js'
import { cardsOf, cardsSection } from './cards.js'
import { checksSection } from './checks.js'
import { head, said } from './decision.js'
import { findingsSection } from './findings.js'
import { foundationSections, mapSection, tablesSection } from './foundations.js'
import { words, type Section } from './markup.js'
import { STYLE } from './style.js'

/** What the page needs besides the verdict. */
export interface HtmlOptions {
  version: string
  /** The text of a file of the repository; undefined where it cannot be had. */
  read: (path: string) => string | undefined
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
// Only our own style and script, known by their hashes: should anything of the repository ever get through as markup, no browser runs it or fetches for it.
const POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(BEHAVIOUR)}; base-uri 'none'; form-action 'none'`

/** The whole report as one page that needs nothing else: no network, no server. It can be read without scripts, too. */
export function html(report: Report, options: HtmlOptions): string {
  const of = nameOf(options.read)
  const cards = cardsOf(report)
  const sections = [
    cardsSection(cards, report), checksSection(report, cards), findingsSection(inOrder(report.examination.findings), options.read, report.rules, report.since),
    ...agreedSections(report), mapSection(report), ...tablesSection(report), ...foundationSections(report),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${of === undefined ? 'Bulkhead' : words(of)}: ${said(report).heading.replace(/^[TN]/, first => first.toLowerCase())}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#findings">To the findings</a>
<header>
<p class="brand">Bulkhead${of === undefined ? '' : ` <span class="quiet">${words(of)}</span>`}</p>
<nav aria-label="Sections"><ul>${sections.map(({ id, heading, count }) => `<li><a href="#${id}">${heading}${count === undefined ? '' : ` <span class="n">${count}</span>`}</a></li>`).join('')}</ul></nav>
<button type="button" id="theme" hidden>Dark</button>
</header>
<main>
${head(report)}
${sections.map(written).join('\n')}
<footer>Written by Bulkhead ${options.version.replace(/[^\w.+-]/g, '')}. This file asks nothing of any network.</footer>
</main>
<script>${BEHAVIOUR}</script>
</body>
</html>
`
}

// So many call the manifest at the top of a workspace.
const NAMELESS = new Set(['', 'root'])

/** What the repository calls itself. Its folder is called differently on every machine. */
function nameOf(read: HtmlOptions['read']): string | undefined {
  try {
    const { name } = JSON.parse(read('package.json') ?? '{}') as { name?: unknown } | null ?? {}
    return typeof name === 'string' && !NAMELESS.has(name) ? name : undefined
  } catch {
    return undefined
  }
}

const written = ({ id, heading, count, body }: Section): string =>
  `<section id="${id}" aria-labelledby="h-${id}"><h2 id="h-${id}">${heading}${count === undefined ? '' : ` <span class="n">${count}</span>`}</h2>\n${body}</section>`
