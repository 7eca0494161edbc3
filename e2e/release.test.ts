import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { write } from './npm.js'
import { HOUSE } from './shop.js'

const root = mkdtempSync(join(tmpdir(), 'bulkhead-release-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Manifest {
  name: string
  version: string
  dependencies?: Record<string, string>
}

test('a change of one package gives all of them the next version, by which they depend on each other, and is told in the changelog', () => {
  const folders = [...readdirSync(join(HOUSE, 'packages')).map(name => `packages/${name}`), 'rules']
  for (const path of ['package.json', 'package-lock.json', '.changeset', 'packages/cli/CHANGELOG.md', ...folders.map(folder => `${folder}/package.json`)]) cpSync(join(HOUSE, path), join(root, path), { recursive: true })
  symlinkSync(join(HOUSE, 'node_modules'), join(root, 'node_modules'))
  write(root, { '.changeset/one.md': "---\n'bulkhead': minor\n---\n\nTell what was told before, and more.\n" })
  spawnSync('git', ['init', '-q'], { cwd: root })
  const { status, stdout, stderr } = spawnSync(join(HOUSE, 'node_modules/.bin/changeset'), ['version'], { cwd: root, encoding: 'utf8', timeout: 60_000 })
  expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' })

  const manifests = folders.map(folder => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest)
  const next = manifests.find(({ name }) => name === 'bulkhead')!.version
  expect(next).toMatch(/^0\.\d+\.0$/)
  const names = new Set(manifests.map(({ name }) => name))
  for (const { name, version, dependencies = {} } of manifests) {
    if (name !== '@bulkhead/testing') expect({ name, version }).toEqual({ name, version: next })
    for (const [needed, range] of Object.entries(dependencies)) if (names.has(needed)) expect({ name, needed, range }).toEqual({ name, needed, range: next })
  }
  const changelog = readFileSync(join(root, 'packages/cli/CHANGELOG.md'), 'utf8')
  expect(changelog.indexOf('Tell what was told before, and more.')).toBeLessThan(changelog.indexOf('## 0.1.0'))
  expect(changelog).toContain(`## ${next}`)
})
