/** A Markdown table. Cells are plain Markdown; a bar inside one is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

/** A fenced block of code. */
export const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.replace(/\n+$/, '')}\n\`\`\``

/** A list, one line an item. */
export const list = (items: readonly string[]): string => items.map(item => `- ${item}`).join('\n')

/** Text in the font of code. */
export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)

/** Parts of a page with an empty line between them; a part that is empty or absent leaves no trace. */
export const page = (...parts: (string | undefined)[]): string => `${parts.filter(part => part !== undefined && part !== '').join('\n\n')}\n`

/** Paragraphs without the line breaks and indents that the source needs. */
export const paragraphs = (text: string): string => text.trim().split(/\n\s*\n/).map(paragraph => paragraph.trim().replace(/\s+/g, ' ')).join('\n\n')
