import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { withPlugin } from '../src/init/eslint-config.js'
import { GOOD, repositories } from './command.js'
import { cases, type Case } from './eslint-configs.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const MODULES = fileURLToPath(new URL('../../../node_modules/', import.meta.url))
const all = cases()
const edited = all.flatMap(one => 'text' in one.expected ? [{ ...one, after: one.expected.text }] : [])

/** A repository with that configuration, and the packages that it may ask for. */
function installed({ file, others }: Case, text: string): string {
  const type = /^(?:import|export)\b/m.test(text) ? 'module' : 'commonjs'
  const root = make({ ...others, [file]: text, 'package.json': JSON.stringify({ name: 'shop', type, main: 'src/orders.js', dependencies: { axios: '^1.7.0' } }), 'bulkhead.config.json': '{}', 'src/orders.js': GOOD })
  for (const name of ['eslint', '@eslint/js', '@eslint/eslintrc', 'globals', 'typescript', 'typescript-eslint', 'eslint-plugin-bulkhead']) {
    mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true })
    symlinkSync(join(MODULES, name), join(root, 'node_modules', name))
  }
  return root
}

test('there are enough of them', () => { expect(edited.length).toBeGreaterThan(20) })

describe('the plugin is added to', () => {
  test.each(all)('$name', ({ file, text, expected }) => {
    const outcome = withPlugin(text, file)
    if ('text' in expected) expect(outcome).toEqual({ is: 'edited', text: expected.text })
    else expect(outcome.is === 'left' ? `left: ${outcome.why}` : outcome.is).toBe(expected.stays)
  })

  test.each(edited)('$name, and not a second time', ({ file, after }) => {
    expect(withPlugin(after, file)).toEqual({ is: 'there' })
  })
})

describe('ESLint takes what came of', () => {
  const roots = new Map<string, string>()
  let spoke: Record<string, string[]>
  beforeAll(() => {
    for (const one of edited) roots.set(one.name, installed(one, one.after))
    const { stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'lint-all.mjs'), ...roots.values()], { encoding: 'utf8', maxBuffer: 1 << 26 })
    if (stdout === '') throw new Error(stderr)
    spoke = JSON.parse(stdout) as Record<string, string[]>
  }, 120_000)

  test.each(edited)('$name, and says what Bulkhead finds', ({ name }) => {
    expect(spoke[roots.get(name)!]).toContain('bulkhead/require-request-timeout')
  })
})

test('without a parser for TypeScript the rules are held to JavaScript', () => {
  const outcome = withPlugin("import js from '@eslint/js'\n\nexport default [js.configs.recommended]\n", 'eslint.config.mjs', { javascriptAlone: true })
  expect(outcome).toMatchObject({ is: 'edited', text: expect.stringContaining("[js.configs.recommended, { ...bulkhead.configs.recommended, files: ['**/*.{js,mjs,cjs}'] }]") as string })
})
