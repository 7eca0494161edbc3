import type { Finding } from '@bulkhead/analysis'

/** What one finding is known by in the baseline. No line, no column and no count: those change with code that has nothing to do with it. */
export interface Entry {
  rule: string
  file: string
  /** The name around it, or the table or the loop that it is about; empty where there is none. */
  symbol: string
  /** A short hash of what the code does. */
  code: string
  /** Tells those apart that are alike in all else; counted from 1 in the order of the text. */
  ordinal: number
}

/** The findings with their entries. Findings have to be in the order of the text, file by file. */
export function withEntries(findings: readonly Finding[]): { finding: Finding; entry: Entry }[] {
  const seen = new Map<string, number>()
  return findings.map(finding => {
    const { rule, file, symbol = '', code = '' } = finding
    const alike = [rule, file, symbol, code].join('\0')
    const ordinal = (seen.get(alike) ?? 0) + 1
    seen.set(alike, ordinal)
    return { finding, entry: { rule, file, symbol, code, ordinal } }
  })
}

/** One line: `require-request-timeout src/http.ts payments 1f0c22ab 1`. */
export function printed({ rule, file, symbol, code, ordinal }: Entry): string {
  return [rule, file, symbol, code].map(field).join(' ') + ` ${ordinal}`
}

/** The entries of a file of the baseline. @throws BaselineError naming the line that is none. */
export function parsed(path: string, text: string): Entry[] {
  const seen = new Set<string>()
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    const [rule, file, symbol, code, ordinal, ...more] = line.split(' ')
    if (more.length > 0 || ordinal === undefined || !/^[1-9]\d*$/.test(ordinal)) throw new BaselineError(path, index + 1, `\`${line.slice(0, 60)}\` is no entry`)
    if (seen.has(line)) throw new BaselineError(path, index + 1, `\`${line.slice(0, 60)}\` stands there twice`)
    seen.add(line)
    return [{ rule: plain(rule!), file: plain(file!), symbol: plain(symbol!), code: plain(code!), ordinal: Number(ordinal) }]
  })
}

/** A baseline that cannot be read. */
export class BaselineError extends Error {
  override name = 'BaselineError'
  constructor(path: string, line: number, what: string) {
    super(`${path}, line ${line}: ${what}.`)
  }
}

// Split again at spaces, so none may be inside; what a terminal would obey is escaped with them.
const field = (text: string): string => (text === '' ? '-' : text === '-' ? '%2D' : text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[%\p{Z}\p{C}]/gu, encodeURIComponent))

const plain = (text: string): string => {
  if (text === '-') return ''
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
