import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { bulkhead, checked, commit, git, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const MANIFEST = JSON.stringify({ name: 'stock', version: '1.0.0', main: 'src/a.ts', scripts: { start: 'node src/a.ts' }, dependencies: { axios: '^1.7.0' } })
const A = "import axios from 'axios'\nexport const old = () => axios.get('https://old.example')\nexport const moved = () => fetch('https://moved.example')\n"
const CLIENT = "import axios from 'axios'\nexport const client = axios.create({ baseURL: 'https://shared.example' })\n"
const ONE = "import { client } from './client.js'\nexport const one = (id: string) => client.get(id)\n"

/** What is new, by file and line, in a repository after it was changed. */
function changed(change: (root: string) => void, { dir = '.', args = [], config = {} }: { dir?: string; args?: string[]; config?: object } = {}) {
  const root = make({ [`${dir}/package.json`]: MANIFEST, [`${dir}/bulkhead.config.json`]: JSON.stringify(config), [`${dir}/src/a.ts`]: A, [`${dir}/src/client.ts`]: CLIENT, [`${dir}/src/one.ts`]: ONE })
  commit(root)
  change(join(root, dir))
  const { code, report } = checked(join(root, dir), ['--since', 'main', ...args])
  return { root, code, report, fresh: report.findings.filter(finding => finding.new).map(({ file, line }) => `${file}:${line}`), all: report.findings.length }
}

describe('what is new since a commit', () => {
  test('is not what was moved, renamed or reformatted, committed or not; the gate counts it all the same', () => {
    const { code, fresh, all, root } = changed(root => {
      writeFileSync(join(root, 'src/a.ts'), A.replace(/.*moved.*\n/, '').replace("('https", "(\n  'https").replace('export', '// before\n\nexport'))
      mkdirSync(join(root, 'src/deep'))
      writeFileSync(join(root, 'src/deep/moved.ts'), "export async function moved() { return fetch('https://moved.example') }\n")
      renameSync(join(root, 'src/one.ts'), join(root, 'src/two.ts'))
    })
    expect([code, fresh, all]).toEqual([1, [], 3])
    expect(git(root, 'status', '--short')).toBe(' M src/a.ts\n D src/one.ts\n?? src/deep/\n?? src/two.ts\n')
  })

  test('is what was written, and shown alone', () => {
    const { root, fresh, report } = changed(root => { writeFileSync(join(root, 'src/new.ts'), A.replaceAll('old', 'fresh')) }, { dir: 'services/stock' })
    expect(fresh).toEqual(['src/new.ts:2', 'src/new.ts:3'])
    expect(report.since).toEqual({ ref: 'main', commit: git(root, 'rev-parse', 'main').trim() })
    const shown = bulkhead(['check', join(root, 'services/stock'), '--since', 'main', '--no-dependency-cruiser']).out
    expect(shown).toContain('Findings (2)\n\nsrc/new.ts\n')
    expect(shown).toMatch(/\n2 of 5 findings are new since main \([0-9a-f]{8}\); the gate counts all, see --format json\.\n/)
    expect(shown).toContain('5 errors')
  })

  test('is an old cause that something new goes through', () => {
    const { fresh, all } = changed(root => { writeFileSync(join(root, 'src/two.ts'), ONE.replace('one', 'two')) })
    expect([fresh, all]).toEqual([['src/client.ts:2'], 3])
  })

  test('is what only the configuration made a finding, or an error', () => {
    const config = { rules: { 'require-request-timeout': 'warn' } }
    const { fresh } = changed(root => { writeFileSync(join(root, 'bulkhead.config.json'), '{}') }, { config })
    expect(fresh).toHaveLength(3)
  })

  test('is held against the commit that the branch left, not against what came after', () => {
    const { fresh, report, root } = changed(root => {
      git(root, 'checkout', '-q', '-b', 'branch')
      writeFileSync(join(root, 'src/new.ts'), A.replaceAll('old', 'fresh').replaceAll('moved', 'other'))
      commit(root)
      git(root, 'checkout', '-q', 'main')
      git(root, 'rm', '-q', 'src/a.ts')
      git(root, 'commit', '-qm', 'mended')
      git(root, 'checkout', '-q', 'branch')
    })
    expect(fresh).toEqual(['src/new.ts:2', 'src/new.ts:3'])
    expect(report.since?.commit).toBe(git(root, 'rev-parse', 'main~1').trim())
  })
})

test.each(['nowhere', '--output=x'])('a commit that is not there (%s) is exit 2', ref => {
  const root = make({ 'package.json': MANIFEST, 'src/a.ts': A })
  git(root, 'init', '-q')
  expect(bulkhead(['check', root, '--no-dependency-cruiser', `--since=${ref}`])).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`git knows no commit ${ref} here.`) as unknown as string })
})
