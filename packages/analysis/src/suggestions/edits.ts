import type { CallFact, Entry, FileFacts, ValueRef } from '@bulkhead/facts'

/** One change of a file: what stands from `start` to `end` becomes `text`. Offsets count UTF-16 units, without a byte order mark. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** The edits that can be made together, in order: of those that touch, the first. */
export function compatible(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = []
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = kept.at(-1)
    if (!last || edit.start > last.end || edit.start === last.end && last.start < last.end) kept.push(edit)
  }
  return kept
}

/** A text with compatible edits made. */
export function applied(text: string, edits: readonly Edit[]): string {
  return edits.reduceRight((before, { start, end, text: written }) => before.slice(0, start) + written + before.slice(end), text)
}

/** A way to write a property. `with` makes the text of its value from the one that stands there, if it can. */
export interface Setting {
  /** Index of the argument that holds it, counted from 0. */
  argument: number
  /** The names that lead to it; empty where the argument itself is the value. */
  path: string[]
  value: string
  /** The value that replaces one which is there and does not do. Without it, nothing is suggested where one is there. */
  instead?: (text: string) => string
}

/**
 * The edit that gives a call a setting: into the literal that is there, or as a further argument. Undefined where that would need a guess:
 * the options have a name, arguments in between are missing and cannot be left out, or something is there already.
 */
export function settingEdit(facts: FileFacts, text: string, call: CallFact, setting: Setting): Edit | undefined {
  if (call.spread !== undefined || call.tag) return undefined
  const argument = call.args[setting.argument]
  if (argument !== undefined) return setting.path.length === 0 ? undefined : intoLiteral(facts, text, argument, setting)
  return appended(text, call, setting)
}

/** Adds the missing arguments up to the one that holds the setting. */
function appended(text: string, call: CallFact, { argument, path, value }: Setting): Edit | undefined {
  const close = call.end - 1
  if (text[close] !== ')') return undefined
  const missing = Array.from({ length: argument - call.args.length }, () => 'undefined')
  const before = text.slice(0, close).trimEnd()
  // A comment at the end could swallow what is added behind it. The slashes of an address are none.
  if (/(?<!:)\/\/[^\n]*$/.test(before) || before.endsWith('*/')) return undefined
  const added = [...missing, written(path, value)].join(', ')
  const start = call.args.length === 0 ? close : before.length
  const lead = call.args.length === 0 ? '' : before.endsWith(',') ? ' ' : ', '
  return { start, end: start, text: `${lead}${added}` }
}

function intoLiteral(facts: FileFacts, text: string, ref: ValueRef, { path: [name, ...rest], value, instead }: Setting): Edit | undefined {
  const literal = literalOf(facts, ref)
  if (!literal) return undefined
  const there = literal.entries.findLast(entry => entry.is !== 'spread' && entry.is !== 'computed' && entry.name === name)
  if (!there) return inserted(text, literal, `${key(name!)}: ${written(rest, value)}`)
  // What is spread behind it may say otherwise, and then it is there that the cure belongs.
  if (literal.entries.slice(literal.entries.indexOf(there)).some(({ is }) => is === 'spread')) return undefined
  if (rest.length > 0) return intoLiteral(facts, text, there.value, { argument: 0, path: rest, value, instead })
  return instead && replaced(text, there, instead)
}

function literalOf(facts: FileFacts, ref: ValueRef) {
  const value = facts.values[ref]!
  if (value.is === 'typed') return literalOf(facts, value.of)
  return value.is === 'object' ? value : undefined
}

/** Behind the last entry, in the way that the literal is written: on one line, or each entry on its own. */
function inserted(text: string, { entries, start, end }: { entries: Entry[]; start: number; end: number }, property: string): Edit | undefined {
  const last = entries.at(-1)
  if (!last) return text.slice(start, end).replace(/\s/g, '') === '{}' ? { start, end, text: `{ ${property} }` } : undefined
  const line = text.lastIndexOf('\n', last.start - 1) + 1
  const ownLine = text.slice(line, last.start).trim() === '' && text.slice(start, last.start).includes('\n')
  return { start: last.end, end: last.end, text: ownLine ? `,\n${text.slice(line, last.start)}${property}` : `, ${property}` }
}

function replaced(text: string, { start, end }: Entry, instead: (text: string) => string): Edit | undefined {
  const entry = /^([\w$]+|'[^']*'|"[^"]*")\s*(?::\s*([\s\S]+))?$/.exec(text.slice(start, end))
  if (!entry) return undefined
  return { start, end, text: `${entry[1]}: ${instead(entry[2] ?? entry[1]!)}` }
}

/** `timeout: { request: 10_000 }` */
function written(path: string[], value: string): string {
  return path.reduceRight((inner, name) => `{ ${key(name)}: ${inner} }`, value)
}

/** A name as the key of a literal: that of a header has dashes. */
const key = (name: string): string => (/^[\w$]+$/.test(name) ? name : `'${name}'`)
