import { createHash } from 'node:crypto'
import type { FileFacts } from '@bulkhead/facts'
import type { Place } from '@bulkhead/analysis'
import type { RepoPath } from '@bulkhead/workspace'
import { shapeOfCall, shapeOfProperty } from './shape.js'
import { Symbols } from './symbols.js'

/** What a finding is known by after lines have moved. */
export interface Identity {
  /** The name around it, or the table or the loop that it is about. */
  symbol: string
  /** A short hash of what the code there does. */
  code: string
}

/** What is asked of the files that hold findings. */
interface Files {
  facts(path: RepoPath): FileFacts | undefined
  source(path: RepoPath): string | undefined
}

/** Tells by what findings are known. Only files that hold one are asked. */
export class Identities {
  private readonly symbols = new Map<RepoPath, Symbols>()

  constructor(private readonly files: Files) {}

  of(place: Place, subject?: string): Identity {
    if (subject !== undefined) return { symbol: subject, code: '' }
    // What is no code, such as a manifest or a schema, has no names that we read.
    const text = CODE.test(place.file) ? this.files.source(place.file) : undefined
    if (text === undefined) return { symbol: '', code: '' }
    const [start, end] = [offset(text, place.line, place.column), offset(text, place.endLine, place.endColumn)]
    return { symbol: this.symbolsOf(place.file).around(start), code: digest(this.shape(place.file, start, end, text)) }
  }

  /** Whether a file still has something of that name at its top. */
  declares(path: RepoPath, symbol: string): boolean {
    return CODE.test(path) && this.files.source(path) !== undefined && this.symbolsOf(path).has(symbol)
  }

  /** Forgets the names of a file whose text has changed. */
  forget(path: RepoPath): void {
    this.symbols.delete(path)
  }

  private symbolsOf(path: RepoPath): Symbols {
    let known = this.symbols.get(path)
    if (!known) this.symbols.set(path, (known = new Symbols(this.files.facts(path)!)))
    return known
  }

  private shape(path: RepoPath, start: number, end: number, text: string): string {
    const facts = this.files.facts(path)!
    const call = facts.calls.findIndex(one => one.start === start && one.end === end)
    if (call >= 0) return shapeOfCall(facts, call)
    const property = shapeOfProperty(facts, start, end)
    if (property !== undefined) return property
    // Specifiers change with every move of a file; what they lead to keeps its last name.
    const imported = facts.imports.find(one => one.start <= start && end <= one.end)
    if (imported) return `import ${imported.from.split('/').at(-1)}`
    return text.slice(start, end).replace(/["'`]/g, '"').replace(/[\s;]|,(?=\s*[\])}])/g, '')
  }
}

const CODE = /\.[cm]?[jt]sx?$/

const digest = (shape: string): string => createHash('sha256').update(shape).digest('hex').slice(0, 8)

const BREAKS = /\r\n|[\r\n\u2028\u2029]/g

function offset(text: string, line: number, column: number): number {
  BREAKS.lastIndex = 0
  for (let n = 1; n < line; n++) if (!BREAKS.exec(text)) break
  return (line === 1 ? 0 : BREAKS.lastIndex) + column - 1
}
