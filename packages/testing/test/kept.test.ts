import { cpSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createChecker, KeptChecker, type Checker } from '@bulkhead/checker'

const parent = mkdtempSync(join(realpathSync(tmpdir()), 'bulkhead-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

/** Everything that a report could be made of. */
const all = (checker: Checker): unknown => {
  const { workspace: { services, assumptions, packages } } = checker
  return JSON.parse(JSON.stringify({ examined: checker.examine(), services, assumptions, packages, boundaries: checker.boundaries() }))
}

const manifest = (name: string, more = {}): string => JSON.stringify({ name, version: '1.0.0', scripts: { start: 'node src/main.ts' }, dependencies: { axios: '^1.7.0', express: '^5.0.0' }, ...more })
const FILES = {
  'package.json': '{ "private": true, "workspaces": ["services/*", "lib"] }',
  '.gitignore': 'dist\n',
  'lib/package.json': JSON.stringify({ name: '@shop/lib', version: '1.0.0', files: ['src'], main: 'src/index.ts', dependencies: { axios: '^1.7.0' } }),
  'lib/src/index.ts': "import axios from 'axios'\nimport './tool.js'\nexport const http = axios.create({ baseURL: 'https://lib.example' })\n",
  'lib/src/tool.ts': "import axios from 'axios'\nvoid axios.get('https://tool.example')\n",
  'services/orders/package.json': manifest('orders'),
  'services/orders/src/main.ts': "import express from 'express'\nimport { http } from '@shop/lib'\nimport { load } from './scripts/load.js'\nexport const orders = () => http.get('/orders').then(load)\nexpress().listen(80)\n",
  'services/orders/src/scripts/load.ts': "export const load = () => fetch('https://load.example')\n",
  'services/stock/package.json': manifest('stock'),
  'services/stock/src/main.ts': "import axios from 'axios'\nimport express from 'express'\nexport const stock = () => axios.get('https://stock.example')\nexpress().listen(80)\n",
}

const repository = (name: string, files: Record<string, string> = FILES) => {
  const root = join(parent, name)
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const [path, text] of Object.entries(files)) put(path, text)
  return { root, put, remove: (path: string) => rmSync(join(root, path), { recursive: true }), move: (from: string, to: string) => renameSync(join(root, from), join(root, to)) }
}

/** Both checkers after each step; the kept one has seen all that came before. */
function follow(root: string, steps: Record<string, () => void>): { anew: string[] } {
  const kept = new KeptChecker({ root })
  let last = kept.current()
  expect(all(last)).toEqual(all(createChecker({ root })))
  const anew: string[] = []
  for (const [step, take] of Object.entries(steps)) {
    take()
    const checker = kept.current()
    if (checker !== last) anew.push(step)
    last = checker
    expect({ step, answer: all(checker) }).toEqual({ step, answer: all(createChecker({ root })) })
  }
  return { anew }
}

describe('a checker that stays open answers as a new one would', () => {
  test('after each of many changes, and is opened anew only where what the repository is may be another', async () => {
    const { root, put, remove, move } = repository('many')
    // What was written in the same moment would be looked at again.
    await pause(25)
    const main = FILES['services/stock/src/main.ts']
    const { anew } = follow(root, {
      'nothing': () => {},
      'a finding is mended': () => put('services/stock/src/main.ts', main.replace("example')", "example', { timeout: 900 })")),
      'and made again': () => put('services/stock/src/main.ts', main),
      'a shared client is bounded': () => put('lib/src/index.ts', FILES['lib/src/index.ts'].replace("example'", "example', timeout: 900")),
      'a file does not parse': () => put('services/orders/src/main.ts', 'const ='),
      'and parses again': () => put('services/orders/src/main.ts', FILES['services/orders/src/main.ts']),
      'what is ignored comes': () => put('dist/main.js', 'fetch("https://dist.example")'),
      'a text comes': () => put('services/stock/README.md', '# Stock\n'),
      'a new file': () => put('services/stock/src/new.ts', "export const more = () => fetch('https://new.example')\n"),
      'a moved file': () => move('services/stock/src/new.ts', 'services/stock/src/moved.ts'),
      'a deleted file': () => remove('services/stock/src/moved.ts'),
      'a folder of them': () => put('services/stock/src/deep/er/new.ts', "export const deep = () => fetch('https://deep.example')\n"),
      'without them': () => remove('services/stock/src/deep'),
      'a file that only a browser runs': () => put('services/stock/src/main.ts', `'use client'\n${main}`),
      'a service that no longer listens': () => put('services/stock/src/main.ts', main.replace(/express.*\n/g, '')),
      'a binary file': () => put('services/stock/src/main.ts', `${main}\0`),
      'that is text again': () => put('services/stock/src/main.ts', main),
      'a script that the program is built on no more': () => put('services/orders/src/main.ts', FILES['services/orders/src/main.ts'].replace(/.*scripts.*\n/, '')),
      'a file that nothing of its library names': () => put('lib/src/index.ts', FILES['lib/src/index.ts'].replace(/.*tool.*\n/, '')),
      'a package of another name': () => put('services/stock/package.json', manifest('warehouse')),
      'a configuration': () => put('bulkhead.config.json', JSON.stringify({ rules: { 'require-request-timeout': 'warn' } })),
      'another one': () => put('bulkhead.config.json', JSON.stringify({ ignore: ['lib/**'] })),
      'none': () => remove('bulkhead.config.json'),
      'other files are ignored': () => put('.gitignore', 'dist\nservices/orders\n'),
      'owners': () => put('.github/CODEOWNERS', '* @acme/shop\n'),
      'aliases': () => put('services/stock/tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }'),
    })
    expect(anew).toEqual(expect.arrayContaining(['a new file', 'a moved file', 'a package of another name', 'a configuration', 'owners', 'aliases']))
    for (const step of ['nothing', 'a finding is mended', 'and made again', 'a shared client is bounded']) expect(anew).not.toContain(step)
  })

  test('after a change elsewhere, where a file that does not parse decides on which side another one runs', () => {
    const main = "import { broken } from './broken.js'\nimport axios from 'axios'\nvoid axios.get('https://main.example').then(broken)\n"
    const { root, put } = repository('sides', {
      'package.json': manifest('sides'),
      'src/main.ts': main,
      'src/page.ts': "'use client'\nimport { both } from './both.js'\nexport const page = () => both()\n",
      'src/both.ts': "export const both = () => fetch('https://both.example')\n",
      'src/broken.ts': "import axios from 'axios'\nimport { both } from './both.js'\nexport async function broken(): Promise<void> {\n  await axios.get('https://broken.example')\n  await both()\n",
    })
    follow(root, { 'another import': () => put('src/main.ts', `import './nowhere.js'\n${main}`) })
  })

  test('after a configuration in code says something else, although its own text is the same', () => {
    const { root, put } = repository('code', { ...FILES, 'bulkhead.config.ts': "import { severity } from './severity'\nexport default { rules: { 'require-request-timeout': severity } }\n", 'severity.ts': "export const severity = 'error'\n" })
    follow(root, {
      'said elsewhere': () => put('severity.ts', "export const severity = 'warn'\n"),
      'cannot be used': () => put('severity.ts', "export const severity = 'off'\n"),
    })
    const kept = new KeptChecker({ root })
    kept.current()
    put('severity.ts', "export const severity = 'loud'\n")
    expect(() => kept.current()).toThrow('severity')
    put('severity.ts', "export const severity = 'warn'\n")
    expect(all(kept.current())).toEqual(all(createChecker({ root })))
  })

  test('holding on to no checker that it had before', async () => {
    const { root, put } = repository('gone')
    const kept = new KeptChecker({ root })
    const opened = Array.from({ length: 3 }, (_, i) => {
      put(`services/stock/src/new${i}.ts`, 'export {}\n')
      const checker = kept.current()
      checker.examine()
      return new WeakRef(checker)
    })
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    for (let turn = 0; turn < 3; turn++, await pause(0)) collect()
    expect(opened.map(one => one.deref() === undefined)).toEqual([true, true, false])
  })

  test('from the facts of another state, of which nothing is kept afterwards', () => {
    const { root } = repository('one')
    const two = join(parent, 'two')
    cpSync(root, two, { recursive: true })
    writeFileSync(join(two, 'services/stock/src/main.ts'), "export const bad = () => fetch('https://two.example')\n")
    const [one, other] = [new KeptChecker({ root }), new KeptChecker({ root: two })]
    all(one.current())
    const beside = (): unknown => all(other.current({ beside: one.current() }))
    expect(beside()).toEqual(all(createChecker({ root: two })))
    writeFileSync(join(root, 'lib/src/index.ts'), 'export const http = fetch\n')
    all(one.current())
    writeFileSync(join(two, 'lib/src/tool.ts'), "export const changed = () => fetch('https://tool.example')\n")
    expect(beside()).toEqual(all(createChecker({ root: two })))
  })
})
