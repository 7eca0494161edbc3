import { afterAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Place } from '@bulkhead/analysis'
import { createChecker } from '@bulkhead/checker'
import { compare, decide, newSince, parsed, printed, withEntries, written as reported, type Compared, type Entry, type Format } from '@bulkhead/gate'
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
  const examination = checker.examine()
  const { findings } = examination
  return { examination, findings, identify: (place: Place) => checker.identify(place), declares: (file: string, symbol: string) => checker.declares(file, symbol), fingerprints: findings.map(({ fingerprint }) => fingerprint).sort() }
}

/** What is left after the baseline of one state is held against another, through the text of the file. */
function against(before: ReturnType<typeof examined>, after: ReturnType<typeof examined>, renamed: [string, string][] = []): Compared {
  const text = withEntries(before.findings).map(({ entry }) => `${printed(entry)}\n`).sort().join('')
  return compare(after.findings, parsed('orders.txt', text), { renamed: new Map(renamed), declares: after.declares }, new Set())
}

/** What is new against an earlier state, by the name around it. */
const newNames = (before: ReturnType<typeof examined>, after: ReturnType<typeof examined>, renamed: [string, string][] = []): string[] =>
  [...newSince(after, before, { renamed: new Map(renamed), declares: after.declares })].map(({ symbol = '' }) => symbol)

const quiet = { fresh: [], stale: [] }

describe('baseline and fingerprints', () => {
  test('stay as they are when code is moved within its file, reformatted, and its locals are renamed', () => {
    fc.assert(fc.property(pieces, style, style, (code, one, other) => {
      const [before, after] = [examined({ 'src/a.ts': written(code, one) }), examined({ 'src/a.ts': written(code, other) })]
      expect(before.findings.length).toBe(code.filter(({ bounded }) => !bounded).length)
      expect(against(before, after)).toMatchObject(quiet)
      expect(newNames(before, after)).toEqual([])
      expect(withEntries(after.findings).map(({ entry }) => printed(entry)).sort()).toEqual(withEntries(before.findings).map(({ entry }) => printed(entry)).sort())
      expect(after.fingerprints).toEqual(before.fingerprints)
    }), runs)
  })

  test('follow a file that is renamed', () => {
    fc.assert(fc.property(pieces, style, fc.constantFrom('src/b.ts', 'src/deep/er/a.ts'), (code, one, target) => {
      const text = written(code, one)
      const [before, after] = [examined({ 'src/a.ts': text }), examined({ [target]: text.replace('./router.js', target === 'src/b.ts' ? './router.js' : '../../router.js') })]
      expect(against(before, after, [['src/a.ts', target]])).toMatchObject(quiet)
      expect(newNames(before, after, [['src/a.ts', target]])).toEqual([])
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
      const after = examined({ 'src/a.ts': written([...swapped, ...code.slice(1)], other) })
      const { fresh, stale } = against(before, after)
      // A client goes by what is handed to it, of which only the place counts.
      if (first.form === 'client' && !elsewhere) return
      expect([fresh.length, stale.length, newNames(before, after).length]).toEqual([1, 1, 1])
    }), runs)
  })
})

describe('what is new', () => {
  test('is an old client through which somebody else goes, and not one whose callers were only moved', () => {
    const client = "import axios from 'axios'\nexport const client = axios.create({ baseURL: 'https://shared.example' })\n"
    const caller = (name: string) => `import { client } from './client.js'\nexport const ${name} = (id) => client.get(id)\n`
    const files = (...names: string[]) => ({ 'src/client.ts': client, ...Object.fromEntries(names.map(name => [`src/${name}.ts`, caller(name)])) })
    const before = examined(files('a', 'b'))
    expect(newNames(before, examined(files('a', 'b', 'c')))).toEqual(['client'])
    expect(newNames(before, examined({ 'src/client.ts': client, 'src/a.ts': `${caller('a')}${caller('b').split('\n')[1]!}\n` }))).toEqual([])
    expect(newNames(before, examined(files('a')))).toEqual([])
  })
})

describe('a run', () => {
  const formats: Format[] = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html']

  test('gives the same bytes, in any order of the files', () => {
    fc.assert(fc.property(fc.array(pieces, { minLength: 2, maxLength: 4 }), style, fc.infiniteStream(fc.nat()), (code, one, numbers) => {
      const files = code.map((some, i): [string, string] => [`src/${'badc'[i]!}.ts`, written(some, one)])
      const shuffled = files.map(file => [numbers.next().value as number, file] as const).sort(([a], [b]) => a - b).map(([, file]) => file)
      const [first, second] = [files, shuffled].map(all => {
        const { examination, findings } = examined(Object.fromEntries(all))
        const reports = formats.map(format => reported(format, { examination, verdict: decide(examination, []), rules: [] }, { version: '1', color: false, read: () => undefined }))
        return [...reports, ...withEntries(findings).map(({ entry }) => printed(entry))]
      })
      expect(second).toEqual(first)
    }), { numRuns: 15 })
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
