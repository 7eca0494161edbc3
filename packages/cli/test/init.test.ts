import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { detect } from '../src/init/detect.js'
import { planAround } from '../src/init/plan.js'
import { planInWords } from '../src/init/words.js'
import { bulkhead, commit, git, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const shop = (more: Record<string, string> = {}) => make({
  'services/orders/package.json': '{ "name": "orders", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }',
  'services/orders/src/main.ts': "import { createServer } from 'node:http'\ncreateServer().listen(8080)\n",
  'services/stock/package.json': '{ "name": "stock", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }',
  'services/stock/src/main.ts': "import { createServer } from 'node:http'\ncreateServer().listen(8080)\n",
  ...more,
})

describe('init', () => {
  test('writes the map, and check takes it', () => {
    const root = shop()
    expect(bulkhead(['init', root])).toMatchObject({ code: 0, out: '', err: expect.stringContaining('Wrote bulkhead.config.mjs.') as string })
    const text = readFileSync(join(root, 'bulkhead.config.mjs'), 'utf8')
    expect(text).toContain("{ path: 'services/<name>' }, // likely: 2 services")
    const { services } = JSON.parse(bulkhead(['check', root, '--format', 'json', '--no-dependency-cruiser']).out) as { services: { name: string; kind: string }[] }
    expect(services.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['orders configured', 'stock configured'])
  })
  test('with --dry-run prints it, and writes nothing', () => {
    const root = shop()
    expect(bulkhead(['init', root, '--dry-run'])).toMatchObject({ code: 0, out: expect.stringContaining("{ path: 'services/<name>' }") as string })
    expect(existsSync(join(root, 'bulkhead.config.mjs'))).toBe(false)
  })
  test('never touches a configuration that is there', () => {
    const root = shop({ 'bulkhead.config.json': '{ "ignore": ["x/**"] }' })
    expect(bulkhead(['init', root])).toMatchObject({ code: 0, err: expect.stringContaining('bulkhead.config.json is there already, and is left as it is') as string })
    expect(existsSync(join(root, 'bulkhead.config.mjs'))).toBe(false)
  })
})

describe('init of a repository that is worked on', () => {
  const ESLINT = "import js from '@eslint/js'\n\nexport default [\n  js.configs.recommended,\n]\n"
  const worked = (more: Record<string, string> = {}) => shop({
    'package.json': JSON.stringify({
      name: 'shop', packageManager: 'pnpm@10.0.0', devDependencies: { eslint: '^10.0.0', bulkhead: '^0.1.0' },
      scripts: { lint: 'eslint . --cache', fast: 'eslint --cache-location x .', build: 'tsc' }, 'lint-staged': { '*.js': ['eslint --fix --cache', 'prettier'] },
    }),
    'eslint.config.mjs': ESLINT,
    'lefthook.yml': 'pre-commit: {}\n',
    '.github/workflows/ci.yml': 'on: push\n',
    ...more,
  })
  const read = (root: string, file = 'eslint.config.mjs') => readFileSync(join(root, file), 'utf8')

  test('shows what was found, what would be done, and what is left to do by hand', () => {
    const root = worked()
    const { code, out } = bulkhead(['init', root, '--dry-run'])
    expect(code).toBe(0)
    expect(out).toContain('  package manager  pnpm (package.json)\n  ESLint           ^10.0.0, eslint.config.mjs\n  hooks            lefthook (lefthook.yml)\n  CI               GitHub Actions (.github/workflows/ci.yml)\n')
    expect(out).toContain("  2. edit eslint.config.mjs: the plugin is imported and its recommended rules are added\n     + import bulkhead from 'eslint-plugin-bulkhead'\n     +   bulkhead.configs.recommended,\n")
    expect(out.match(/Take `--cache` out of .*/g)?.map(line => line.split(' (')[0])).toEqual(['Take `--cache` out of the script `lint`', 'Take `--cache` out of `lint-staged`'])
    expect(out).toContain('pnpm add --save-dev eslint-plugin-bulkhead\n')
    expect(out).toContain('run: npx --no-install bulkhead check --staged')
    expect(out).toContain('npx --no-install bulkhead check --format github --job-summary')
    expect(read(root)).toBe(ESLINT)
  })

  test('where nobody can be asked, changes nothing that is there', () => {
    const root = worked()
    const { code, err } = bulkhead(['init', root])
    expect({ code, last: err.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, last: '1 more of the plan was not done; `bulkhead init --yes` does all of it.' })
    expect(read(root)).toBe(ESLINT)
  })

  test('with --yes does all of it, git undoes it, and there is nothing to do a second time', () => {
    const root = worked()
    commit(root)
    expect(bulkhead(['init', root, '--yes'])).toMatchObject({ code: 0, err: expect.stringContaining('Changed eslint.config.mjs; `git checkout -- eslint.config.mjs` undoes it.') as string })
    expect(read(root)).toContain('  bulkhead.configs.recommended,\n]')
    const after = git(root, 'status', '--porcelain')
    expect(after).toBe(' M eslint.config.mjs\n?? bulkhead.config.mjs\n')
    expect(bulkhead(['init', root, '--yes'])).toMatchObject({ code: 0, err: expect.stringContaining('Plan: nothing to write.') as string })
    expect(git(root, 'status', '--porcelain')).toBe(after)
    git(root, 'checkout', '--', 'eslint.config.mjs')
    expect(read(root)).toBe(ESLINT)
  })

  test('refuses to change what git could not bring back, and then writes nothing', () => {
    const root = worked()
    expect(bulkhead(['init', root, '--yes'])).toMatchObject({ code: 2, err: expect.stringContaining('this is no repository of git, and nothing was written') as string })
    commit(root)
    writeFileSync(join(root, 'eslint.config.mjs'), `${ESLINT}// not committed\n`)
    expect(bulkhead(['init', root, '--yes'])).toMatchObject({ code: 2, err: expect.stringContaining('eslint.config.mjs holds what is not committed, and nothing was written') as string })
    expect(existsSync(join(root, 'bulkhead.config.mjs'))).toBe(false)
  })

  test.each([
    ['of the old kind alone', { '.eslintrc.json': '{}' }, [], '.eslintrc.json is a configuration of the old kind'],
    ['too old', { 'package.json': '{ "devDependencies": { "eslint": "^8.57.0" } }', '.eslintrc.json': '{}' }, [], 'ESLint ^8.57.0 is too old'],
    ['none', {}, ['eslint.config.mjs'], "+ export default [{ ...bulkhead.configs.recommended, files: ['**/*.{js,mjs,cjs}'] }]"],
    ['none, with TypeScript', { 'tsconfig.json': '{}' }, ['eslint.config.mjs'], 'npm install --save-dev bulkhead eslint-plugin-bulkhead eslint typescript-eslint'],
    ['without a parser for TypeScript', { 'tsconfig.json': '{}', 'eslint.config.mjs': ESLINT }, ['eslint.config.mjs'], 'eslint.config.mjs has no parser for TypeScript'],
  ])('a configuration of ESLint: %s', async (_, files, written, said) => {
    const root = make({ 'package.json': '{}', ...files })
    const { steps, left } = await planAround(root, detect(root))
    expect(steps.map(({ file }) => file)).toEqual(written)
    expect(planInWords({ found: [['ESLint', 'x']], steps, left })).toContain(said)
  })

  test('the recipes for hooks are those of the documentation, to the letter', async () => {
    const root = make({ 'package.json': '{}', '.husky/pre-commit': 'npm test\n', 'lefthook.yml': 'pre-push: {}\n', '.pre-commit-config.yaml': 'repos: []\n' })
    const recipes = (await planAround(root, detect(root))).left.filter(line => line.startsWith('Let ')).map(line => line.slice(line.indexOf('\n') + 1))
    expect(recipes).toHaveLength(3)
    const blocks = Array.from(readFileSync(new URL('../../../docs/hooks.md', import.meta.url), 'utf8').matchAll(/^```\w+\n([\s\S]*?)\n```$/gm), ([, block]) => block)
    // Of husky it is one line, which stands there beside others.
    for (const recipe of recipes) expect([...blocks, ...blocks.flatMap(block => block!.split('\n'))]).toContain(recipe)
  })

  test('hooks and CI that have it already are not spoken of', async () => {
    const root = worked({ 'lefthook.yml': 'run: npx bulkhead check --staged\n', '.github/workflows/ci.yml': '- uses: bulkhead/bulkhead@v0\n' })
    expect((await planAround(root, detect(root))).left.filter(line => /^(?:Let|A step)/.test(line))).toEqual([])
  })
})
