import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { examined, type Told } from '../src/hosts.js'
import { readFixtures } from '../src/fixtures.js'

const HOUSE = join(import.meta.dirname, '../../..')

/** Lints with ESLint's own parser and the built plugin, in a process where TypeScript cannot be loaded. */
const SCRIPT = `
  import Module from 'node:module'
  const load = Module._load
  Module._load = (name, ...rest) => {
    if (/^(?:typescript|typescript-eslint|@typescript-eslint\\/(?:parser|typescript-estree))(?:\\/|$)/.test(name)) throw Object.assign(new Error('Cannot find module ' + name), { code: 'MODULE_NOT_FOUND' })
    return load(name, ...rest)
  }
  const [root, ...files] = process.argv.slice(1)
  const { ESLint } = await import('eslint')
  const { default: plugin } = await import('eslint-plugin-bulkhead')
  const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: plugin.configs.recommended })
  const results = await eslint.lintFiles(files)
  const loaded = Object.keys(Module._cache)
  console.log(JSON.stringify({
    said: results.map(r => r.messages.map(m => [m.ruleId, m.line, m.column])),
    eslint: loaded.some(file => file.includes('node_modules/eslint/')),
    typescript: loaded.some(file => file.includes('node_modules/typescript/')),
  }))
`

test('a project of plain JavaScript needs neither TypeScript nor its parser', async () => {
  const fixture = readFixtures(join(HOUSE, 'fixtures')).find(f => f.name === 'require-request-timeout/commonjs')!
  const { NODE_OPTIONS: _options, ...env } = process.env
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT, fixture.root, ...fixture.files], { cwd: import.meta.dirname, env, encoding: 'utf8' })
  const { findings } = await examined(fixture)
  const places = (file: string) => findings.filter(f => f.file === file).map(({ rule, line, column }: Told) => [`bulkhead/${rule}`, line, column])
  expect(JSON.parse(out)).toEqual({ said: fixture.files.map(places), eslint: true, typescript: false })
  expect(findings.length).toBeGreaterThan(0)
})
