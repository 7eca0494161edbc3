import { createRequire } from 'node:module'
import type { RepoPath } from '@bulkhead/workspace'
import type { Searched } from './searched.js'

/** Parsed text of unknown shape. Whoever asks for a part that is not there gets one that holds nothing. */
export class Part {
  constructor(private readonly value: unknown) {}

  at(...keys: (string | number)[]): Part {
    return new Part(keys.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined), this.value))
  }

  get text(): string | undefined { return typeof this.value === 'string' ? this.value : typeof this.value === 'number' ? String(this.value) : undefined }
  get isTrue(): boolean { return this.value === true }
  get isThere(): boolean { return this.value !== undefined && this.value !== null }
  get items(): Part[] { return Array.isArray(this.value) ? this.value.map(item => new Part(item)) : [] }
  get entries(): [string, Part][] { return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value) ? Object.entries(this.value).map(([key, value]) => [key, new Part(value)]) : [] }
}

/** One document of a YAML file. */
export interface Document {
  file: RepoPath
  /** The line on which it begins. */
  line: number
  whole: Part
  /** The line on which a part of it stands. */
  lineOf: (...path: (string | number)[]) => number
}

/** Longer than what people write and review; what is longer was generated. */
const LONGEST = 500_000

/** The documents of the YAML files whose text is worth parsing. What is no YAML before a template was filled in shows nothing, and is passed over. */
export function* yamlDocuments(searched: Searched, isWorth: (text: string) => boolean): Iterable<Document> {
  for (const file of [...searched.filesEnding('.yaml'), ...searched.filesEnding('.yml')].sort()) {
    if (searched.isTest(file)) continue
    const text = searched.read(file)
    if (text !== undefined && text.length <= LONGEST && isWorth(text)) yield* documentsOf(file, text)
  }
}

function* documentsOf(file: RepoPath, text: string): Iterable<Document> {
  // Loaded where there is something to read: most repositories have no such file, and each start would pay for it.
  const { LineCounter, parseAllDocuments } = createRequire(import.meta.url)('yaml') as typeof import('yaml')
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent' })
  if (!Array.isArray(parsed)) return
  for (const document of parsed) {
    if (document.errors.length > 0) continue
    const lineAt = (offset: number | undefined): number => lines.linePos(offset ?? document.range[0]).line
    const start = lineAt((document.contents as { range?: [number] } | null)?.range?.[0])
    yield {
      file, line: start, whole: new Part(plainOf(document)),
      lineOf: (...path) => lineAt((document.getIn(path, true) as { range?: [number] } | undefined)?.range?.[0] ?? undefined),
    }
  }
}

/** Aliases that would unfold without end are refused by the parser, and show nothing. */
function plainOf(document: { toJS(): unknown }): unknown {
  try {
    return document.toJS()
  } catch {
    return undefined
  }
}

/** The JSON files whose text is worth parsing. */
export function* jsonDocuments(searched: Searched, isWorth: (text: string) => boolean): Iterable<{ file: RepoPath; whole: Part }> {
  for (const file of searched.filesEnding('.json')) {
    if (searched.isTest(file) || /(?:^|\/)(?:package|package-lock|tsconfig[^/]*)\.json$/.test(file)) continue
    const text = searched.read(file)
    if (text === undefined || !isWorth(text)) continue
    try {
      yield { file, whole: new Part(JSON.parse(text)) }
    } catch {
      // Whatever it is, it is no dashboard.
    }
  }
}
