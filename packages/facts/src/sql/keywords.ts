import { distinct, type SqlUse } from './use.js'

const NAME = String.raw`(?:\x60[^\x60]+\x60|"[^"]+"|\[[^\]]+\]|[A-Za-z_][\w$]*)`
const TABLE = new RegExp(String.raw`\b(insert\s+(?:ignore\s+|low_priority\s+|delayed\s+|or\s+\w+\s+)*into|replace\s+into|delete\s+from|update(?:\s+ignore|\s+or\s+\w+)?|create\s+(?:temporary\s+|or\s+replace\s+)*table(?:\s+if\s+not\s+exists)?|alter\s+table|drop\s+table(?:\s+if\s+exists)?|truncate(?:\s+table)?|join|from)\s+(${NAME})(?:\s*\.\s*(${NAME}))?(?![\w$])(?<call>\s*\()?`, 'gi')

/** `extract(epoch from created_at)` and `is distinct from other` take from a value. */
const NO_TABLE = /\b(?:extract|substring|trim)\s*\([^()]*?\bfrom\b|\bis\s+(?:not\s+)?distinct\s+from\b/gi

/** The tables of a statement in a dialect that no parser here reads, by the words before them. Undefined where there are none. */
export function byKeywords(text: string): SqlUse[] | undefined {
  const plain = text.replace(/\bon\s+duplicate\s+key\s+update\b[^;]*/gi, ' ').replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').replace(NO_TABLE, ' ')
  const given = new Set(Array.from(plain.matchAll(new RegExp(String.raw`(?:\bwith|,)\s+(?:recursive\s+)?(${NAME})(?:\s*\([^()]*\))?\s+as\s*\(`, 'gi')), found => bare(found[1]!)))
  const uses = Array.from(plain.matchAll(TABLE)).flatMap(({ 1: words = '', 2: first = '', 3: second, groups }): SqlUse[] => {
    const kind = kindOf(words.toLowerCase())
    // `from generate_series(1, 9)` calls a function; `insert into users (name)` lists columns.
    if (groups?.['call'] !== undefined && kind !== 'write' && kind !== 'migrate') return []
    return [{ kind, table: bare(second ?? first), ...(kind === 'write' && !/^(?:insert|replace)/i.test(words) && { onlyChanges: true }), ...(second !== undefined && { schema: bare(first) }) }]
  })
  // `for update of` names no table.
  const found = uses.filter(({ table, schema }) => (schema !== undefined || !given.has(table)) && !/^(?:set|of|select|lateral|values|key|skip|nowait)$/i.test(table))
  return found.length === 0 ? undefined : distinct(found)
}

function kindOf(words: string): SqlUse['kind'] {
  if (words === 'join') return 'join'
  if (words === 'from') return 'read'
  return /^(?:create|alter|drop)/.test(words) ? 'migrate' : 'write'
}

function bare(name: string): string {
  return name.replace(/^[\x60"[](.*)[\x60"\]]$/s, '$1')
}
