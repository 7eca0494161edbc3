import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { createChecker } from '@bulkhead/checker'
import { extract, type FileFacts } from '@bulkhead/facts'
import rules from '@bulkhead/rules'
import { readFixtures } from '../src/fixtures.js'

const HOUSE = join(import.meta.dirname, '../../..')
const read = (path: string): string => readFileSync(join(HOUSE, path), 'utf8')
const json = (path: string): unknown => JSON.parse(read(path))
const below = (folder: string, ending: string): string[] => readdirSync(join(HOUSE, folder), { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith(ending)).map(f => join(folder, f).replaceAll('\\', '/'))
const packages = ['rules', ...readdirSync(join(HOUSE, 'packages')).map(name => `packages/${name}`)]
const ruleFiles = readdirSync(join(HOUSE, 'rules')).filter(f => f.endsWith('.ts') && f !== 'index.ts')
const sources = [...ruleFiles.map(f => `rules/${f}`), ...packages.filter(p => existsSync(join(HOUSE, p, 'src'))).flatMap(p => below(`${p}/src`, '.ts'))]

describe('no library is named outside of the models', () => {
  const models = below('packages/models/libraries', '.json').map(file => json(file) as { library: string; modules?: string[] })
  // Six names that are words of our own: a model is called `fetch` after a function, requests, their effects and what is tried again are what we talk about, and functions are async.
  const WORDS = new Set(['fetch', 'web-platform', 'request', 'retry', 'effect', 'async'])
  const modules = new Set(models.flatMap(m => [m.library, ...m.modules ?? []]))
  const libraries = new Set([...modules].filter(name => !WORDS.has(name)))

  test('there are names to look for', () => expect(libraries.size).toBeGreaterThan(30))

  test.each(sources.filter(f => /^(?:rules|packages\/(?:analysis|checker|facts))\//.test(f)))('%s', file => {
    const facts = extract(file, read(file))
    expect(textsOf(facts).filter(text => libraries.has(text))).toEqual([])
    expect(importsOf(facts).filter(from => modules.has(from))).toEqual([])
  })

  test('a name in any kind of text would be seen', () => {
    const seen = textsOf(extract('a.ts', "import x from 'axios'\nconst a: 'pg' = `got`, b = x === 'ky' ? require('undici') : /x/, c = { 'stripe': 1 }"))
    expect(seen).toEqual(expect.arrayContaining(['axios', 'pg', 'got', 'ky', 'undici', 'stripe']))
  })

  test('a library whose name is a word of our own would be seen where it is imported', () => {
    expect(importsOf(extract('a.ts', "import { Effect } from 'effect'\nexport * from 'retry'")).filter(from => modules.has(from))).toEqual(['effect', 'retry'])
  })
})

/** What a file imports. Modules of Node.js are a tool of its own. */
function importsOf({ imports }: FileFacts): string[] {
  return imports.map(i => i.from).filter(from => !from.startsWith('node:'))
}

/** Every text in a file's code, comments left out. */
function textsOf(facts: FileFacts): string[] {
  const { values, types } = facts
  return [
    ...importsOf(facts),
    ...types.flatMap(t => t.is === 'literal' && typeof t.value === 'string' ? [t.value] : []),
    ...values.flatMap(v => {
      if (v.is === 'literal') return typeof v.value === 'string' ? [v.value] : []
      if (v.is === 'template') return v.parts
      return v.is === 'object' ? v.entries.flatMap(e => e.is === 'property' ? [e.name] : []) : []
    }),
  ]
}

describe('a rule is a whole thing', () => {
  const fixtures = readFixtures(join(HOUSE, 'fixtures'))

  test('the index lists what the folder holds', () => expect(rules.map(r => `${r.name}.ts`).sort()).toEqual(ruleFiles.sort()))

  describe.each(ruleFiles.map(file => basename(file, '.ts')))('%s', name => {
    const rule = rules.find(r => r.name === name)!

    test('is named after a safeguard or a hazard', () => expect(name).toMatch(/^(?:require|no)-[a-z-]+$/))
    test('has an example', () => expect(fixtures.map(f => f.name)).toContain(`${name}/example`))
    test('is asked for by its example', () => expect(fixtures.find(f => f.name === `${name}/example`)?.wants.map(w => w.rule)).toContain(name))
    test('has a page', () => expect(existsSync(join(HOUSE, 'docs/rules', `${name}.md`))).toBe(true))
    test('explains each of its options', () => expect(Object.keys(rule.optionTexts ?? {}).sort()).toEqual(Object.keys(rule.options ?? {}).sort()))
    test('says in one sentence what it asks for', () => expect(sentences(rule.summary)).toBe(1))
  })

  test('every folder of fixtures is one of a rule or of services', () => {
    const groups = new Set(fixtures.map(f => f.name.split('/')[0]))
    expect([...groups].filter(group => group !== 'services' && !rules.some(r => r.name === group))).toEqual([])
  })

  test('every message says what is so, and what follows', () => {
    const messages = new Set(fixtures.flatMap(({ root }) => createChecker({ root, strict: true }).examine().findings.map(f => f.message)))
    expect(messages.size).toBeGreaterThan(10)
    expect([...messages].filter(message => sentences(message) !== 2)).toEqual([])
  })
})

const sentences = (text: string): number => text.endsWith('.') ? text.split(/[.!?](?:\s+|$)/).filter(Boolean).length : 0

test('a file can be seen as a whole', () => {
  // As the linter counts: neither empty lines nor comments.
  const long = sources.map(file => [file, read(file).split('\n').filter(line => !/^\s*(?:$|\/\/|\/?\*)/.test(line)).length] as const).filter(([, lines]) => lines > 300)
  expect(long).toEqual([])
})

test('nothing tells of the machine it was written on', () => {
  const folders = ['tmp', 'work', 'home', 'root', 'Users'].join('|')
  const place = new RegExp(`(?<![\\w.:/\\])}-])/(?:${folders})/`)
  const hosted = /\bregistry\.(?!example\b)[a-z]|https?:\/\/[^/\s'"`]*(?:artifactory|nexus|verdaccio)/i
  expect(['tmp', 'root'].map(folder => place.test(`cd '/${folder}/x'`))).toEqual([true, true])
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: HOUSE, encoding: 'utf8' }).split('\0').filter(file => file !== '' && file !== 'package-lock.json' && existsSync(join(HOUSE, file)))
  expect(tracked.length).toBeGreaterThan(400)
  expect(tracked.flatMap(file => read(file).split('\n').flatMap((line, i) => place.test(line) || hosted.test(line) ? [`${file}:${i + 1}`] : []))).toEqual([])
})

describe('what is published can be installed', () => {
  const manifests = packages.map(folder => [folder, json(`${folder}/package.json`) as Record<string, unknown>] as const).filter(([, m]) => m['private'] !== true)
  const whole = json('package.json') as Record<string, unknown>

  test('there is something to publish', () => expect(manifests.length).toBeGreaterThan(8))

  test.each(manifests)('%s', (folder, manifest) => {
    expect(manifest).toMatchObject({
      name: expect.stringMatching(/^(?:@bulkhead\/[a-z-]+|bulkhead|eslint-plugin-bulkhead)$/), version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      license: whole['license'], engines: whole['engines'], type: 'module', exports: expect.anything(), files: expect.arrayContaining(['dist']), description: expect.any(String),
    })
    // What is left out of them need not be there.
    const listed = (manifest['files'] as string[]).filter(file => file !== 'dist' && !file.startsWith('!'))
    expect([...listed, 'README.md'].filter(file => !existsSync(join(HOUSE, folder, file)))).toEqual([])
    expect(read(`${folder}/LICENSE`)).toBe(read('LICENSE'))
  })

  test('all have one version, and ask each other for it', () => {
    const asked = manifests.flatMap(([, m]) => Object.entries((m['dependencies'] ?? {}) as Record<string, string>)).filter(([name]) => manifests.some(([, m]) => m['name'] === name))
    expect(new Set([...manifests.map(([, m]) => m['version']), ...asked.map(([, version]) => version)]).size).toBe(1)
  })
})
