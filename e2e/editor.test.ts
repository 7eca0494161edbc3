import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createChecker } from '@bulkhead/checker'
import type { Finding } from '@bulkhead/analysis'
import { Editor, ESLINT_SERVER } from '@bulkhead/testing'
import { describeWith, fromNpm } from './installed.js'
import { CONFIG, copyOfShop } from './shop.js'

const REQUEST = 'packages/http/src/request-json.ts'
const RATES = 'services/payments/src/fx/exchange-rates.ts'
const CLIENTS = 'packages/http/src/clients.ts'

describeWith([fromNpm({ [ESLINT_SERVER.package]: ESLINT_SERVER.version })], "VS Code's ESLint language server", server => {
  let shop: ReturnType<typeof copyOfShop>
  let editor: Editor
  let findings: Finding[]

  beforeAll(async () => {
    shop = copyOfShop({ 'eslint.config.mjs': CONFIG.replace('.recommended)', ".recommended, { rules: { 'bulkhead/require-suppression-reason': 'warn' } })") })
    editor = await Editor.open(server, shop.root)
    findings = createChecker({ root: shop.root }).examine().findings
  })
  afterAll(async () => {
    await editor.end()
    shop.remove()
  })

  /** What a file shows, in short: rule and line. */
  const shown = async (path: string) => (await editor.diagnostics(path)).map(d => `${String(d.code)}:${d.range.start.line + 1}`)
  const disk = (path: string) => readFileSync(join(shop.root, path), 'utf8')

  test('shows every finding where it is, with its evidence and the page of its rule, and nothing else', async () => {
    const files = [...new Set([...findings.map(f => f.file), 'services/payments/src/app.ts', 'services/orders/src/main.ts'])]
    expect(files.length).toBeGreaterThan(15)
    for (const file of files) {
      await editor.show(file)
      const told = await editor.diagnostics(file)
      const own = findings.filter(f => f.file === file)
      const placed = own.map(f => ({ start: { line: f.line - 1, character: f.column - 1 }, end: { line: f.endLine - 1, character: f.endColumn - 1 } }))
      expect(told.map(d => [d.code, d.range, d.source, d.codeDescription?.href])).toEqual(own.map((f, i) => [`bulkhead/${f.rule}`, placed[i], 'eslint', `https://github.com/bulkhead-dev/bulkhead/blob/main/docs/rules/${f.rule}.md`]))
      // An editor shows one text where the pointer rests: what is wrong, the cure, and where the evidence stands.
      for (const [i, { message, fix, related }] of own.entries()) for (const part of [message, fix, ...related.slice(0, 3).map(place => `${place.file}:${place.line}`)]) expect(told[i]!.message).toContain(part)
    }
    for (const file of files) await editor.close(file)
    expect(editor.complaints).toEqual([])
  })

  test('offers the suggestion of each finding, and what it writes mends it', async () => {
    const bounded = findings.filter(f => f.suggestion?.title.startsWith('Bound it'))
    expect(bounded.length).toBeGreaterThan(5)
    for (const { file, line, rule, suggestion } of bounded) {
      await editor.show(file)
      const before = await editor.diagnostics(file)
      const finding = before.find(d => d.range.start.line === line - 1 && d.code === `bulkhead/${rule}`)!
      const action = (await editor.actions(file, finding)).find(one => one.title.startsWith(suggestion!.title))!
      expect(action).toMatchObject({ title: `${suggestion!.title} (bulkhead/${rule})`, kind: 'quickfix' })
      await editor.take(action)
      expect((await editor.diagnostics(file)).map(d => d.message)).toEqual(before.filter(d => d !== finding).map(d => d.message))
      await editor.type(file, disk(file))
      await shown(file)
      await editor.close(file)
    }
  })

  test('keeps silent what a comment silences, and asks for its reason', async () => {
    await editor.show(CLIENTS)
    const [finding] = await editor.diagnostics(CLIENTS)
    const actions = await editor.actions(CLIENTS, finding!)
    await editor.take(actions.find(one => one.title.startsWith('Show documentation'))!)
    expect(editor.pages).toEqual([finding!.codeDescription!.href])
    await editor.take(actions.find(one => one.title.startsWith('Disable') && one.title.includes('this line'))!)
    expect(editor.textOf(CLIENTS)).toContain('// eslint-disable-next-line bulkhead/require-request-timeout\n')
    expect(await shown(CLIENTS)).toEqual(['bulkhead/require-suppression-reason:14'])
    await editor.type(CLIENTS, editor.textOf(CLIENTS).replace('bulkhead/require-request-timeout\n', 'bulkhead/require-request-timeout -- the gateway ends it\n'))
    expect(await shown(CLIENTS)).toEqual([])
    await editor.close(CLIENTS)
  })

  describe('a change of one file alters the findings of another', () => {
    const UNBOUNDED = ['bulkhead/require-request-timeout:8']
    const limited = (text: string) => text.replace('/EUR`)', '/EUR`, { signal: AbortSignal.timeout(900) })')

    test('when it is saved, in the editor or by somebody else', async () => {
      await editor.show(REQUEST)
      expect(await shown(REQUEST)).toEqual(UNBOUNDED)
      await editor.show(RATES)
      const before = editor.textOf(RATES)
      await editor.type(RATES, limited(before))
      await editor.save(RATES)
      await shown(RATES)
      expect(await shown(REQUEST)).toEqual([])
      await editor.close(RATES)
      await new Promise(resolve => setTimeout(resolve, 1100))
      writeFileSync(join(shop.root, RATES), before)
      expect(await shown(REQUEST)).toEqual(UNBOUNDED)
      await editor.close(REQUEST)
    })

    test('while it is not saved', async () => {
      for (const file of [REQUEST, RATES]) await editor.show(file)
      await editor.type(RATES, limited(editor.textOf(RATES)))
      await shown(RATES)
      expect(await shown(REQUEST)).toEqual([])
      await editor.type(RATES, disk(RATES))
      await shown(RATES)
      expect(await shown(REQUEST)).toEqual(UNBOUNDED)
      for (const file of [REQUEST, RATES]) await editor.close(file)
    })
  })

  test('bears a file that does not parse, and is what it was when it parses again', async () => {
    await editor.show(RATES)
    const whole = editor.textOf(RATES)
    const before = await shown(RATES)
    await editor.type(RATES, whole.replace('): Promise<number> {', '): Promise<number> {{'))
    expect(await editor.diagnostics(RATES)).toEqual([expect.objectContaining({ message: expect.stringContaining('Parsing error') })])
    await editor.show(REQUEST)
    expect(await shown(REQUEST)).toEqual(['bulkhead/require-request-timeout:8'])
    await editor.type(RATES, whole)
    expect(await shown(RATES)).toEqual(before)
    for (const file of [REQUEST, RATES]) await editor.close(file)
    expect(editor.complaints).toEqual([])
  })

  test('holds no more after 200 keystrokes than before', async () => {
    await editor.show(RATES)
    const whole = editor.textOf(RATES)
    const typed = "\nexport const later = () => fetch('https://rates.example/tomorrow', { method: 'PUT', headers: { accept: 'text/plain' } })\n"
    const keystrokes = async (times: number) => {
      for (let i = 1; i <= times; i++) {
        await editor.type(RATES, whole + typed.slice(0, i % typed.length))
        await editor.diagnostics(RATES)
      }
    }
    await keystrokes(100)
    const before = await editor.memory()
    await keystrokes(200)
    // Compiled code still grows a little. One text or what was read of it, kept for each keystroke, would be ten times that.
    const grown = (await editor.memory() - before) / 2 ** 20
    expect(grown).toBeLessThan(4)
    await editor.type(RATES, whole + typed)
    expect(await shown(RATES)).toEqual(['bulkhead/require-request-timeout:23', 'bulkhead/require-request-timeout:42'])
    await editor.close(RATES)
  })
})
