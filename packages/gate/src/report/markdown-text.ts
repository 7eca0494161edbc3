import { harmless } from './harmless.js'

/** Text for Markdown. Punctuation escaped is punctuation shown: no link, no image, no tag, no cell, and nobody is mentioned by name. What stands between backticks is code. */
export const plain = (text: string): string => harmless(text).split(/(`[^`]+`)/).map((part, i) => (i % 2 === 1 ? code(part.slice(1, -1)) : escaped(part))).join('')
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replace(/[\\`*_{}[\]#|~>$]/g, String.raw`\$&`).replaceAll('@', '&#64;').replaceAll('://', '&#58;//')

/** A piece of code whatever it holds. In a table a bar would end the cell even here. */
export const code = (text: string): string => {
  const shown = harmless(text).replaceAll('|', '\u2502')
  const fence = '`'.repeat(Math.max(0, ...[...shown.matchAll(/`+/g)].map(run => run[0].length)) + 1)
  return fence.length === 1 ? `\`${shown}\`` : `${fence} ${shown} ${fence}`
}
