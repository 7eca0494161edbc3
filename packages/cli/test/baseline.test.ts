import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { backend, bulkhead, checked, commit, git, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const B = "import axios from 'axios'\nexport const b = (id: string) => axios.get(`https://b.example/${id}`)\nexport const c = (id: string) => axios.get(`https://c.example/${id}`)\n"

/** The whole baseline, file by file. */
const written = (root: string) => Object.fromEntries(readdirSync(join(root, '.bulkhead/baseline')).sort().map(name => [name, readFileSync(join(root, '.bulkhead/baseline', name), 'utf8')]))
const entries = (root: string) => Object.values(written(root)).join('').split('\n').filter(line => line !== '')

describe('the baseline', () => {
  test('is one file a service with one sorted line an entry, without lines or counts, and the same twice', () => {
    const root = make(backend({ 'src/b.ts': B }))
    bulkhead(['baseline', root])
    const first = written(root)
    const [text] = Object.values(first)
    expect(Object.keys(first)).toHaveLength(1)
    expect(text!.split('\n').map(line => line.split(' ').slice(0, 3).join(' '))).toEqual(['require-request-timeout src/a.ts load', 'require-request-timeout src/b.ts b', 'require-request-timeout src/b.ts c', ''])
    bulkhead(['baseline', root])
    expect(written(root)).toEqual(first)
  })

  test('does not grow, unless it is told to', () => {
    const root = make(backend())
    bulkhead(['baseline', root])
    writeFileSync(join(root, 'src/b.ts'), B)
    expect(bulkhead(['baseline', root])).toMatchObject({ code: 1, err: expect.stringContaining('2 findings are not in the baseline, and were not added:\n  src/b.ts:2:') as unknown as string })
    expect(entries(root)).toHaveLength(1)
    expect(bulkhead(['baseline', root, '--accept']).code).toBe(0)
    expect(entries(root)).toHaveLength(3)
    expect(checked(root).code).toBe(0)
  })

  test('that is empty is one: what comes after it is new', () => {
    const root = make(backend({ 'src/a.ts': 'export const load = () => 1\n' }))
    bulkhead(['baseline', root])
    writeFileSync(join(root, 'src/b.ts'), B)
    expect(bulkhead(['baseline', root]).code).toBe(1)
    expect(checked(root).code).toBe(1)
  })

  test('takes no rule that is never to be baselined', () => {
    const root = make(backend({ 'bulkhead.config.json': '{ "baseline": { "never": ["require-request-timeout"] } }' }))
    expect(bulkhead(['baseline', root])).toMatchObject({ code: 0, err: expect.stringContaining('1 finding of rules that are never baselined still fails (require-request-timeout).') as unknown as string })
    expect(entries(root)).toEqual([])
    expect(checked(root)).toMatchObject({ code: 1, report: { baselined: [] } })
  })

  test('refuses a rule that there is not among them', () => {
    const root = make(backend({ 'bulkhead.config.json': '{ "baseline": { "never": ["require-timeout"] } }' }))
    expect(bulkhead(['baseline', root])).toMatchObject({ code: 2, err: expect.stringContaining('baseline.never[0] (require-timeout): there is no such rule.') as unknown as string })
  })

  test.each([['moved by git', true], ['moved by hand', false]])('follows a file that is %s', (_how, byGit) => {
    const root = make(backend({ 'src/b.ts': `${B}axios.get('https://module.example')\n` }))
    bulkhead(['baseline', root])
    commit(root)
    mkdirSync(join(root, 'src/clients'))
    if (byGit) git(root, 'mv', 'src/b.ts', 'src/clients/b.ts')
    else renameSync(join(root, 'src/b.ts'), join(root, 'src/clients/b.ts'))
    expect(checked(root)).toMatchObject({ code: 0, report: { findings: [], upkeep: [] } })
    expect(git(root, 'status', '--short')).toBe(byGit ? 'R  src/b.ts -> src/clients/b.ts\n' : ' D src/b.ts\n?? src/clients/\n')
    expect(bulkhead(['baseline', root])).toMatchObject({ code: 0, err: '.bulkhead/baseline: 4 findings kept, 0 taken out, 0 added.\n' })
    expect(entries(root).filter(line => line.includes('src/clients/b.ts'))).toHaveLength(3)
  })

  test('with a line that is no entry is exit 2, with file, line and cure', () => {
    const root = make(backend())
    bulkhead(['baseline', root])
    const [name] = readdirSync(join(root, '.bulkhead/baseline'))
    appendFileSync(join(root, '.bulkhead/baseline', name!), '<<<<<<< HEAD\n')
    const { code, err } = bulkhead(['check', root, '--no-dependency-cruiser'])
    expect([code, err]).toEqual([2, `bulkhead: .bulkhead/baseline/${name}, line 2: \`<<<<<<< HEAD\` is no entry.\nTake the file as it was before a merge and run \`bulkhead baseline\`; it is not written by hand.\n`])
  })
})
