import { afterAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createChecker } from '@bulkhead/checker'
import { compare, parsed, printed, withEntries, type Compared, type Entry } from '@bulkhead/gate'
import { repositories } from './repository.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

/** One function of a backend. `bounded` ones have no finding. */
interface Piece {
  name: string
  host: number
  form: 'fetch' | 'axios' | 'client' | 'method' | 'handler'
  bounded: boolean
}

/** How a file is written down; what it does is the same for all. */
interface Style {
  order: number[]
  local: string
  quote: "'" | '"'
  newline: string
  blank: number
  comment: boolean
}

const FORMS: Record<Piece['form'], (name: string, host: number, local: string, bounded: boolean, nl: string) => string> = {
  fetch: (name, host, local, bounded, nl) => `export async function ${name}(${local}) {${nl}  return fetch(\`https://h${host}.example/\${${local}}\`${bounded ? ', { signal: AbortSignal.timeout(900) }' : ''})${nl}}`,
  axios: (name, host, local, bounded, nl) => `export const ${name} = async (${local}) => {${nl}const found = await axios.get('https://h${host}.example/items', {${nl}params: { ${local} }${bounded ? ',timeout: 900' : ''}${nl}})${nl}return found.data${nl}}`,
  client: (name, host, local, bounded, nl) => `const ${name}Client = axios.create({ baseURL: 'https://h${host}.example'${bounded ? `,${nl} timeout: 900` : ''} })${nl}export function ${name}(${local}) { return ${name}Client.get(${local}) }`,
  method: (name, host, local, bounded, nl) => `export class C${name} {${nl}  load(${local}) {${nl}    return axios.post('https://h${host}.example', ${local}${bounded ? ', { timeout: 900 }' : ''})${nl}  }${nl}}`,
  handler: (name, host, local, bounded, nl) => `router.get('/${name}', async (${local}, answer) => {${nl}  answer.json(await fetch('https://h${host}.example'${bounded ? ', { signal: AbortSignal.timeout(900) }' : ''}))${nl}})`,
}

function written(pieces: readonly Piece[], { order, local, quote, newline, blank, comment }: Style): string {
  const sorted = [...pieces].sort((a, b) => (order[pieces.indexOf(a)] ?? 0) - (order[pieces.indexOf(b)] ?? 0))
  const texts = sorted.map(({ name, host, form, bounded }) => (comment ? `// ${name} asks the other side${newline}` : '') + FORMS[form](name, host, local, bounded, newline))
  return ["import axios from 'axios'", "import { router } from './router.js'", ...texts].join(newline.repeat(blank + 1)).replaceAll("'", quote) + newline
}

const pieces = fc.uniqueArray(fc.record({
  name: fc.integer({ min: 0, max: 99 }).map(n => `load${n}`), host: fc.integer({ min: 0, max: 3 }),
  form: fc.constantFrom<Piece['form']>('fetch', 'axios', 'client', 'method', 'handler'), bounded: fc.boolean(),
}), { selector: ({ name }) => name, minLength: 1, maxLength: 6 })

const style = fc.record<Style>({
  order: fc.array(fc.integer(), { minLength: 6, maxLength: 6 }), local: fc.constantFrom('id', 'order', 'request', '$it'), quote: fc.constantFrom("'" as const, '"' as const),
  newline: fc.constantFrom('\n', '\r\n', '\n  '), blank: fc.integer({ min: 0, max: 3 }), comment: fc.boolean(),
})

const runs = { numRuns: 40 }

function examined(files: Record<string, string>) {
  const checker = createChecker({ root: make({ 'src/router.ts': "import express from 'express'\nexport const router = express.Router()\n", ...files }).root })
  const { findings } = checker.examine()
  return { findings, declares: (file: string, symbol: string) => checker.declares(file, symbol), fingerprints: findings.map(({ fingerprint }) => fingerprint).sort() }
}

/** What is left after the baseline of one state is held against another, through the text of the file. */
function against(before: ReturnType<typeof examined>, after: ReturnType<typeof examined>, renamed: [string, string][] = []): Compared {
  const text = withEntries(before.findings).map(({ entry }) => `${printed(entry)}\n`).sort().join('')
  return compare(after.findings, parsed('orders.txt', text), { renamed: new Map(renamed), declares: after.declares }, new Set())
}

const quiet = { fresh: [], stale: [] }

describe('baseline and fingerprints', () => {
  test('stay as they are when code is moved within its file, reformatted, and its locals are renamed', () => {
    fc.assert(fc.property(pieces, style, style, (code, one, other) => {
      const [before, after] = [examined({ 'src/a.ts': written(code, one) }), examined({ 'src/a.ts': written(code, other) })]
      expect(before.findings.length).toBe(code.filter(({ bounded }) => !bounded).length)
      expect(against(before, after)).toMatchObject(quiet)
      expect(withEntries(after.findings).map(({ entry }) => printed(entry)).sort()).toEqual(withEntries(before.findings).map(({ entry }) => printed(entry)).sort())
      expect(after.fingerprints).toEqual(before.fingerprints)
    }), runs)
  })

  test('follow a file that is renamed', () => {
    fc.assert(fc.property(pieces, style, fc.constantFrom('src/b.ts', 'src/deep/er/a.ts'), (code, one, target) => {
      const text = written(code, one)
      const [before, after] = [examined({ 'src/a.ts': text }), examined({ [target]: text.replace('./router.js', target === 'src/b.ts' ? './router.js' : '../../router.js') })]
      expect(against(before, after, [['src/a.ts', target]])).toMatchObject(quiet)
      expect(after.fingerprints).toEqual(before.fingerprints)
    }), runs)
  })

  test('the baseline follows a function that is renamed, and one that is moved into another file', () => {
    fc.assert(fc.property(pieces, style, (code, one) => {
      const before = examined({ 'src/a.ts': written(code, one) })
      const [first, ...others] = code
      const renamed = examined({ 'src/a.ts': written([{ ...first!, name: 'renamed' }, ...others], one) })
      expect(against(before, renamed)).toMatchObject(quiet)
      const moved = examined({ 'src/a.ts': written(others, one), 'src/b.ts': written([first!], one) })
      expect(against(before, moved)).toMatchObject(quiet)
    }), runs)
  })

  test('catch one finding that is swapped for another of the same rule in the same file', () => {
    fc.assert(fc.property(pieces, style, style, fc.boolean(), (code, one, other, elsewhere) => {
      const first = { ...code[0]!, bounded: false }
      const bystander = { name: 'bystander', host: 0, form: first.form, bounded: true }
      const before = examined({ 'src/a.ts': written([first, bystander, ...code.slice(1)], one) })
      // Another function of the file, still there, or the same function with another request in it.
      const swapped = elsewhere ? [{ ...first, bounded: true }, { ...bystander, host: first.host, bounded: false }] : [{ ...first, host: first.host + 7 }, bystander]
      const { fresh, stale } = against(before, examined({ 'src/a.ts': written([...swapped, ...code.slice(1)], other) }))
      // A client goes by what is handed to it, of which only the place counts.
      if (first.form === 'client' && !elsewhere) return
      expect([fresh.length, stale.length]).toEqual([1, 1])
    }), runs)
  })
})

describe('an entry', () => {
  test('is one line from which it can be read again', () => {
    const entry = fc.record<Entry>({ rule: fc.constantFrom('require-owner'), file: fc.string({ unit: 'grapheme', minLength: 1 }), symbol: fc.string({ unit: 'grapheme' }), code: fc.constantFrom('', '0175bfad'), ordinal: fc.integer({ min: 1, max: 99 }) })
    fc.assert(fc.property(entry, one => {
      expect(printed(one)).toMatch(/^\S+ \S+ \S+ \S+ \d+$/)
      expect(parsed('a.txt', `${printed(one)}\n`)).toEqual([one])
    }))
  })
})
