/** What a text imports, re-exports or requires, as it is written there. Comments count too: nothing rests on this alone. */
export function specifiersIn(text: string): string[] {
  return [...new Set([...text.matchAll(SPECIFIER)].map(match => match[2]!))]
}

/** What a text passes on to its importers, and whether it exports anything besides. */
export function reexportsIn(text: string): { specifiers: string[]; exportsMore: boolean } {
  const specifiers: string[] = []
  if (!MAY_REEXPORT.test(text)) return { specifiers, exportsMore: OTHER_EXPORT.test(text) }
  const rest = text.replace(REEXPORT, (...groups: string[]) => {
    specifiers.push((groups[2] ?? groups[4])!)
    return ''
  })
  return { specifiers, exportsMore: OTHER_EXPORT.test(rest) }
}

const SPECIFIER = /\b(?:from|import|require)\s*\(?\s*(['"`])([^'"`\n$]+)\1/g

/** What each way to pass something on begins or ends with: most files pass nothing on. */
const MAY_REEXPORT = /\bexport\s+[*{]|\brequire\(/

const REEXPORT = new RegExp([
  String.raw`\bexport\s+(?:\*(?:\s*as\s+[\w$]+)?|\{[^}]*\})\s*from\s*(['"])([^'"\n]+)\1`,
  String.raw`(?:\bexports(?:\.[\w$]+)?\s*=|\.\.\.|\b__exportStar\(|\b[\w$]+\s*:)\s*require\(\s*(['"])([^'"\n]+)\3\s*\)`,
].join('|'), 'g')

/** `export type` and `export interface` leave nothing behind that could be imported as a value. */
const OTHER_EXPORT = /^\s*export\s+(?!type\b|interface\b)|\bexports\s*(?:\.[\w$]+|\[[^\]]*\])\s*=/m
