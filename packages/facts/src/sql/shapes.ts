const NAME = String.raw`(?:\x60[^\x60]+\x60|"[^"]+"|\[[^\]]+\]|[A-Za-z_][\w$]*)`
const SHAPE = new RegExp(String.raw`\b(create\s+(?:unlogged\s+|foreign\s+)?table(?:\s+if\s+not\s+exists)?|alter\s+table(?:\s+if\s+exists)?(?:\s+only)?|drop\s+table(?:\s+if\s+exists)?)\s+(${NAME})(?:\s*\.\s*(${NAME}))?(?![\w$])(?:\s+rename\s+(?:to|as)\s+(${NAME}))?`, 'gi')

/** Where a file goes on with how to take it all back. */
const BACK = /^\s*--\s*(?:\+\w+\s+|migrate:\s*)?down\b/im

/** A statement of a migration that makes a table, or changes its shape. */
export interface SqlShape {
  table: string
  schema?: string
  does: 'create' | 'alter' | 'drop'
  /** The name that it has from then on, where it is given another. */
  renamed?: string
  start: number
  end: number
}

/** What a file of migrations does to tables. Read by its keywords: there are many of them, in all dialects, and nothing but their names is asked for. */
export function shapesIn(text: string): SqlShape[] {
  const plain = text.slice(0, text.search(BACK) + 1 || undefined).replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, skipped => ' '.repeat(skipped.length))
  return Array.from(plain.matchAll(SHAPE), ({ 0: whole, 1: words = '', 2: first = '', 3: second, 4: renamed, index }) => ({
    table: bare(second ?? first), ...(second !== undefined && { schema: bare(first) }), does: /^\w+/.exec(words.toLowerCase())![0] as SqlShape['does'], ...(renamed !== undefined && { renamed: bare(renamed) }), start: index, end: index + whole.length,
  }))
}

function bare(name: string): string {
  return name.replace(/^[\x60"[](.*)[\x60"\]]$/s, '$1')
}
