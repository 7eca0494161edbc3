import { createHash } from 'node:crypto'
import { BEHAVIOUR } from './behaviour.js'
import { words, type Section } from './markup.js'
import { STYLE } from './style.js'

/** What a page needs besides what it shows. */
export interface HtmlOptions {
  version: string
  /** The text of a file of the repository; undefined where it cannot be had. */
  read: (path: string) => string | undefined
}

/** What stands on a page: markup, but for its title. */
interface Content {
  title: string
  head: string
  sections: readonly Section[]
  /** The section that most readers come for. */
  main: Pick<Section, 'id' | 'heading'>
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
// Only our own style and script, known by their hashes: should anything of the repository ever get through as markup, no browser runs it or fetches for it.
const POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(BEHAVIOUR)}; base-uri 'none'; form-action 'none'`

/** One page that needs nothing else: no network, no server. It can be read without scripts, too. */
export function document({ title, head, sections, main }: Content, { version, read }: HtmlOptions): string {
  const of = nameOf(read)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${of === undefined ? 'Bulkhead' : words(of)}: ${words(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#${main.id}">Skip to ${main.heading}</a>
<header>
<p class="brand">Bulkhead${of === undefined ? '' : ` <span class="quiet">${words(of)}</span>`}</p>
<nav aria-label="Sections"><ul>${sections.map(({ id, heading, count }) => `<li><a href="#${id}">${heading}${counted(count)}</a></li>`).join('')}</ul></nav>
<button type="button" id="theme" hidden>Dark</button>
</header>
<main>
${head}
${sections.map(({ id, heading, count, body }) => `<section id="${id}" aria-labelledby="h-${id}"><h2 id="h-${id}">${heading}${counted(count)}</h2>\n${body}</section>`).join('\n')}
<footer>Written by Bulkhead ${version.replace(/[^\w.+-]/g, '')}. This file asks nothing of any network.</footer>
</main>
<script>${BEHAVIOUR}</script>
</body>
</html>
`
}

const counted = (count: number | undefined): string => (count === undefined ? '' : ` <span class="n">${count}</span>`)

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
