import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { extract, type FileFacts } from '../src/index.js'

const SOURCES = join(import.meta.dirname, '../src')
const texts = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => [file, readFileSync(join(SOURCES, file), 'utf8')] as const)

describe.each(texts)('%s as facts', (file, text) => {
  const facts = extract(file, text)

  test('is plain JSON', () => expect(JSON.parse(JSON.stringify(facts))).toEqual(withoutAbsent(facts)))
  test('refers to nothing that is not there', () => expect(outside(facts)).toEqual([]))
  test('is the same for the same text', () => expect(extract(file, text)).toEqual(facts))
})

/** What JSON leaves out says nothing: an absent key and an undefined one are alike. A hole in a list is null there. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, item => item === undefined ? null : withoutAbsent(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined).map(([k, v]) => [k, withoutAbsent(v)]))
}

/** Every index that leads out of its table, as a path. */
function outside(facts: FileFacts): string[] {
  const wrong: string[] = []
  const check = (of: string, table: unknown[], ...refs: (number | undefined)[]): void => { for (const ref of refs) if (ref !== undefined && !(ref in table)) wrong.push(`${of}: ${ref}`) }
  const { values, functions, classes, calls, types, bindings, blocks, assignments } = facts
  for (const [i, v] of values.entries()) {
    const of = `value ${i}, ${v.is}`
    if ('of' in v) check(of, values, ...Array.isArray(v.of) ? v.of : [v.of])
    if (v.is === 'call') check(of, calls, v.call)
    if (v.is === 'function' || v.is === 'parameter') check(of, functions, v.function)
    if (v.is === 'class') check(of, classes, v.class)
    if (v.is === 'binding') check(of, bindings, v.binding)
    if (v.is === 'typed') check(of, types, v.type)
    if (v.is === 'template') check(of, values, ...v.holes, v.tag)
    if (v.is === 'object') check(of, values, ...v.entries.map(e => e.value))
    if (v.is === 'array') check(of, values, ...v.items.map(item => item.value))
    if (v.is === 'binary') check(of, values, v.left, v.right)
  }
  for (const [i, c] of calls.entries()) { check(`call ${i}`, values, c.callee, c.value, ...c.args); check(`call ${i}`, calls, c.within?.call); check(`call ${i}`, blocks, c.block); check(`call ${i}`, functions, c.function) }
  for (const [i, b] of bindings.entries()) { check(`binding ${i}`, values, ...b.values); check(`binding ${i}`, types, b.type); check(`binding ${i}`, blocks, ...Object.values(b.blocks ?? {})) }
  for (const [i, f] of functions.entries()) { check(`function ${i}`, values, ...f.returns, ...f.throws); check(`function ${i}`, functions, f.parent); check(`function ${i}`, blocks, f.block); check(`function ${i}`, types, f.returnType) }
  for (const [i, b] of blocks.entries()) check(`block ${i}`, blocks, b.parent)
  for (const [i, a] of assignments.entries()) check(`assignment ${i}`, values, a.target, a.value)
  for (const [name, e] of Object.entries(facts.exports)) { check(`export ${name}`, values, e.value); check(`export ${name}`, types, e.type) }
  return wrong
}

describe('facts stay linear in the text', () => {
  const size = (text: string): number => JSON.stringify(extract('a.ts', text)).length

  test.each([
    ['lines', (n: number) => 'a.b(c, { d: 1 });\n'.repeat(n)],
    ['nested calls', (n: number) => `${'a('.repeat(n)}1${')'.repeat(n)}`],
    ['chained calls', (n: number) => `a${'.b()'.repeat(n)}`],
    ['nested objects', (n: number) => `const x = ${'{ a: '.repeat(n)}1${' }'.repeat(n)}`],
    ['nested functions', (n: number) => `${'() => ('.repeat(n)}1${')'.repeat(n)}`],
    ['nested patterns', (n: number) => `const ${'{ a: '.repeat(n)}x${' }'.repeat(n)} = y`],
    ['nested blocks', (n: number) => `${'if (a) { '.repeat(n)}b()${' }'.repeat(n)}`],
    ['sums', (n: number) => `const x = ${'a + '.repeat(n)}1`],
    ['one value under many names', (n: number) => `const a0 = { b: 1 };${Array.from({ length: n }, (_, i) => `const a${i + 1} = { b: a${i}, c: a${i} };`).join('')}`],
    ['nested types', (n: number) => `let x: ${'A<'.repeat(n)}B${'>'.repeat(n)}`],
  ])('%s', (_, make) => {
    const [one, two] = [size(make(100)), size(make(200))]
    expect(two / one).toBeLessThan(2.3)
  })
})
