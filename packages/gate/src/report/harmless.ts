/**
 * What a terminal or a log viewer may obey instead of showing: C0 and C1 control characters, line separators,
 * direction overrides, zero-width characters. File names and source text are written by anyone.
 */
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

const escaped = (character: string): string =>
  character === '\n' ? '\\n' : character === '\r' ? '\\r' : character === '\t' ? '\\t' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** One line of text that can only be read, never obeyed: what would act is shown as an escape. */
export const harmless = (text: string): string => text.replace(OBEYED, escaped)

/** A line of source, as long as before, so that columns stay true: what would act becomes a replacement character; tabs stay. */
export const harmlessSource = (line: string): string => line.replace(OBEYED, character => (character === '\t' ? '\t' : '\ufffd'))

/** JSON that is safe to print: the same value, with what would act written as an escape of JSON. */
export const harmlessJson = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(OBEYED, character => (character === '\n' ? '\n' : escaped(character)))}\n`
