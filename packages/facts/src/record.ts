import { parseSync } from 'oxc-parser'
import { errorsOf, isTakenOut, languageOf } from './language.js'

/** Which modules a file names for their values, without reading what it does with them. */
export interface ModuleRecord {
  /** Why the file does not parse, if it does not. */
  errors: { message: string; start: number }[]
  from: { specifier: string; start: number }[]
}

const REQUIRED = /\brequire\(\s*(['"`])([^'"`\n]+)\1\s*\)/g

/** Reads only imports of values and re-exports: a fraction of the cost of reading the whole file, because the tree never reaches JavaScript. */
export function moduleRecord(path: string, text: string): ModuleRecord {
  const { module, errors } = parseSync(path, text, { lang: languageOf(path), sourceType: 'unambiguous' })
  const from = module.staticImports.filter(i => i.entries.length === 0 ? !isTakenOut(path, text, i.start, i.moduleRequest.start) : i.entries.some(e => !e.isType)).map(i => ({ specifier: i.moduleRequest.value, start: i.moduleRequest.start }))
  for (const e of module.staticExports)
    for (const entry of e.entries) if (entry.moduleRequest && !entry.isType) from.push({ specifier: entry.moduleRequest.value, start: entry.moduleRequest.start })
  for (const d of module.dynamicImports) {
    const literal = /^(['"`])(.*)\1$/s.exec(text.slice(d.moduleRequest.start, d.moduleRequest.end))
    if (literal) from.push({ specifier: literal[2]!, start: d.moduleRequest.start })
  }
  for (const required of text.matchAll(REQUIRED)) from.push({ specifier: required[2]!, start: required.index })
  return { from, errors: errorsOf(errors) }
}
