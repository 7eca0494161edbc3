import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { backend, bulkhead, checked, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const B = "import axios from 'axios'\nexport const b = (id: string) => axios.get(`https://b.example/${id}`)\nexport const c = (id: string) => axios.get(`https://c.example/${id}`)\n"
const MENDED = B.replace('https://b.example/${id}`', 'https://b.example/${id}`, { timeout: 900 }')

/** The whole baseline, file by file. */
const written = (root: string) => Object.fromEntries(readdirSync(join(root, '.bulkhead/baseline')).sort().map(name => [name, readFileSync(join(root, '.bulkhead/baseline', name), 'utf8')]))
const entries = (root: string) => Object.values(written(root)).join('').split('\n').filter(line => line !== '')

function git(root: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@acme.example', ...args], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

function committed(files: Record<string, string | Uint8Array>): string {
  const root = make(files)
  git(root, 'init', '-q')
  return root
}

function commit(root: string): void {
  git(root, 'add', '-A')
  git(root, 'commit', '-qm', 'state')
}

describe('a team that adopts on an old repository', () => {
  test('begins green with nothing hidden, is red for what is new, and sees the file shrink', () => {
    const root = committed(backend({ 'src/b.ts': B }))
    commit(root)
    expect(checked(root).code).toBe(1)

    // Two commands, and the gate is green.
    expect(bulkhead(['init', root]).code).toBe(0)
    expect(bulkhead(['baseline', root])).toMatchObject({ code: 0, out: '', err: expect.stringContaining('Wrote 3 findings to .bulkhead/baseline.') as unknown as string })
    commit(root)
    const green = checked(root)
    expect(green).toMatchObject({ code: 0, report: { findings: [], upkeep: [], gate: { passed: true } } })

    // Without hiding anything: every finding is in the report, and no check passes on it.
    expect(green.report.baselined.map(({ file, line }) => `${file}:${line}`)).toEqual(['src/a.ts:2', 'src/b.ts:2', 'src/b.ts:3'])
    expect(green.report.gate.checks.find(({ id }) => id === 'resilience')).toMatchObject({ status: 'not evidenced', baselined: 3, reason: expect.stringContaining('3 findings in the baseline') as unknown as string })
    expect(bulkhead(['check', root, '--no-dependency-cruiser']).out).toContain('3 findings in the baseline, see --format json')

    // A new violation is red, and only it is shown.
    writeFileSync(join(root, 'src/new.ts'), "export const news = () => fetch('https://news.example')\n")
    const red = checked(root)
    expect([red.code, red.report.findings.map(({ file }) => file)]).toEqual([1, ['src/new.ts']])
    rmSync(join(root, 'src/new.ts'))

    // An old one that was mended leaves an entry that is stale, until the file has shrunk.
    writeFileSync(join(root, 'src/b.ts'), MENDED)
    const stale = checked(root)
    expect(stale.code).toBe(1)
    expect(stale.report.upkeep).toMatchObject([{ is: 'stale entry', message: expect.stringContaining('src/b.ts b ') as unknown as string, cure: expect.stringContaining('bulkhead baseline') as unknown as string }])
    expect(stale.report.gate.checks.find(({ id }) => id === 'static-analysis')).toMatchObject({ status: 'fail', reason: '1 stale entry' })
    expect(bulkhead(['baseline', root])).toMatchObject({ code: 0, err: '.bulkhead/baseline: 2 findings kept, 1 taken out, 0 added.\n' })
    expect(entries(root)).toHaveLength(2)
    expect(checked(root).code).toBe(0)
  })
})

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
    const root = committed(backend({ 'src/b.ts': `${B}axios.get('https://module.example')\n` }))
    bulkhead(['baseline', root])
    commit(root)
    mkdirSync(join(root, 'src/clients'))
    if (byGit) git(root, 'mv', 'src/b.ts', 'src/clients/b.ts')
    else renameSync(join(root, 'src/b.ts'), join(root, 'src/clients/b.ts'))
    expect(checked(root)).toMatchObject({ code: 0, report: { findings: [], upkeep: [] } })
    const index = spawnSync('git', ['status', '--short'], { cwd: root, encoding: 'utf8' }).stdout
    expect(index).toBe(byGit ? 'R  src/b.ts -> src/clients/b.ts\n' : ' D src/b.ts\n?? src/clients/\n')
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
