import { harmless } from '../harmless.js'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text that stays text, between tags and in a quoted attribute alike. The only way by which anything of the repository gets into the page. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, character => ENTITIES[character]!).replace(/\p{Surrogate}/gu, '\ufffd')

/** One line of text, escaped, what would act shown as an escape. */
export const words = (text: string): string => escaped(harmless(text))

/** The same, with what stands between backticks set as code. */
export const prose = (text: string): string => text.split(/`([^`]+)`/).map((part, i) => (i % 2 === 1 ? `<code>${words(part)}</code>` : words(part))).join('')

/** The name of a file. A long one breaks after a slash, and nowhere else where that can be helped. */
export const path = (file: string): string => words(file).replaceAll('/', '/<wbr>')

/** A place as one copies it. */
export const place = ({ file, line }: { file: string; line: number }): string => `<span class="path">${path(file)}${line > 0 ? `:${line}` : ''}</span>`

/** Whose something is. */
export const owned = (owners: readonly string[]): string => (owners.length === 0 ? '<span class="lack">nobody owns it</span>' : words(owners.join(', ')))

/** How something ended or how heavy it is, as a word: the colour only repeats it. */
export const badge = (word: string): string => `<span class="badge ${word.replaceAll(' ', '-')}">${word}</span>`

/** A table, each cell already markup. The first cell of a row names it. */
export const table = (caption: string, headings: readonly string[], rows: readonly (readonly string[])[]): string => `<div class="scroll" tabindex="0" role="region" aria-label="${words(caption)}"><table class="stack"><caption class="unseen">${words(caption)}</caption>
<thead><tr>${headings.map(heading => `<th scope="col">${words(heading)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(([first, ...rest]) => `<tr><th scope="row">${first}</th>${rest.map((cell, column) => `<td data-of="${words(headings[column + 1]!)}">${cell}</td>`).join('')}</tr>`).join('\n')}
</tbody></table></div>`

/** A list, each item already markup; the rest of many folded away. */
export function items(entries: readonly string[], most = 40): string {
  const list = (shown: readonly string[]) => `<ul class="plain">\n${shown.map(entry => `<li>${entry}</li>`).join('\n')}\n</ul>`
  if (entries.length <= most) return list(entries)
  return `${list(entries.slice(0, most))}\n${folded(`${entries.length - most} more`, list(entries.slice(most)))}`
}

/** Something that is opened by who wants to see it. */
export const folded = (summary: string, body: string, open = false): string => `<details${open ? ' open' : ''}><summary>${summary}</summary>\n${body}</details>`

/** A part of the page with a heading, and how many there are of what it is about. */
export interface Section {
  id: string
  heading: string
  count?: number
  body: string
}
