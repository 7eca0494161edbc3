import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { openWorkspace, WorkspaceError } from '../src/index.js'
import { opened, removeRepositories, repository } from './repository.js'

afterAll(removeRepositories)

describe('files', () => {
  test('lists code of every extension, sorted, without node_modules and dot folders', () => {
    const workspace = opened({
      'src/b.ts': '', 'src/a.mts': '', 'c.cjs': '', 'd.jsx': '', 'e.tsx': '', 'f.js': '', 'g.mjs': '', 'h.cts': '', 'i.json': {}, 'README.md': '',
      'node_modules/x/index.js': '', 'packages/p/node_modules/y/index.js': '', '.git/hooks/x.js': '', '.cache/x.js': '', '.eslintrc.js': '',
    })
    expect(workspace.files()).toEqual(['.eslintrc.js', 'c.cjs', 'd.jsx', 'e.tsx', 'f.js', 'g.mjs', 'h.cts', 'src/a.mts', 'src/b.ts'])
  })

  test('respects .gitignore, nested ones and their exceptions', () => {
    const workspace = opened({
      '.gitignore': 'dist\n*.gen.ts\n/secret.ts\n', 'dist/a.js': '', 'packages/p/dist/b.js': '', 'src/x.gen.ts': '', 'secret.ts': '', 'src/secret.ts': '',
      'packages/p/.gitignore': '!kept.gen.ts\nlocal/\n', 'packages/p/kept.gen.ts': '', 'packages/p/local/c.ts': '', 'packages/q/local/d.ts': '',
    })
    expect(workspace.files()).toEqual(['packages/p/kept.gen.ts', 'packages/q/local/d.ts', 'src/secret.ts'])
  })

  test('leaves out what the configuration ignores', () => {
    const workspace = opened({ 'bulkhead.config.json': { ignore: ['vendor/**'] }, 'vendor/a.js': '', 'src/b.js': '' })
    expect(workspace.files()).toEqual(['src/b.js'])
    expect(workspace.explain('vendor/a.js').because.join('\n')).toContain('`ignore` lists it')
  })

  test('does not follow links, not even in circles', () => {
    const root = repository({ 'src/a.ts': '' })
    symlinkSync(root, join(root, 'src/loop'))
    symlinkSync(join(root, 'src/a.ts'), join(root, 'src/twin.ts'))
    expect(openWorkspace({ root }).files()).toEqual(['src/a.ts'])
  })

  const asRoot = process.getuid?.() === 0
  ;(asRoot ? test.skip : test)('says which folder it could not read', () => {
    const root = repository({ 'src/a.ts': '' })
    mkdirSync(join(root, 'closed'), { mode: 0 })
    const { notJudged } = openWorkspace({ root })
    chmodSync(join(root, 'closed'), 0o700)
    expect(notJudged).toEqual([expect.objectContaining({ path: 'closed', reason: 'The folder cannot be read (EACCES).' })])
  })
})

describe('read', () => {
  test('gives text, and undefined for what is not there', () => {
    const workspace = opened({ 'a.ts': '\uFEFFexport {}' })
    expect(workspace.read('a.ts')).toBe('export {}')
    expect(workspace.read('b.ts')).toBeUndefined()
    expect(workspace.read('a\0.ts')).toBeUndefined()
    expect(workspace.notJudged).toEqual([])
  })

  test('asks the overlay before the disk', () => {
    const workspace = opened({ 'a.ts': 'old', 'b.ts': 'disk' }, { read: (path) => (path === 'a.ts' ? 'new' : undefined) })
    expect([workspace.read('a.ts'), workspace.read('b.ts')]).toEqual(['new', 'disk'])
  })

  test('admits that it did not read binaries, bundles and huge files, once each', () => {
    const workspace = opened({ 'binary.js': 'a\0b', 'line.js': `x${'y'.repeat(1024 * 1024 + 10)}\nz`, 'huge.js': 'a\n'.repeat(1100 * 1024), 'long.js': 'a\n'.repeat(900 * 1024) })
    for (const path of ['binary.js', 'line.js', 'huge.js', 'binary.js']) expect(workspace.read(path)).toBeUndefined()
    expect(workspace.read('long.js')).toHaveLength(1800 * 1024)
    expect(workspace.notJudged.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      'binary.js: The file is binary.',
      'line.js: The file has a line of more than 1 MB: it looks like a generated bundle.',
      'huge.js: The file is larger than 2 MB (2.1 MB): it looks like a generated bundle.',
    ])
  })
})

describe('the root', () => {
  test('that is not there, or is a file, is a plain error', () => {
    const root = repository({ 'file.ts': '' })
    expect(() => openWorkspace({ root: join(root, 'nowhere') })).toThrow(WorkspaceError)
    expect(() => openWorkspace({ root: join(root, 'nowhere') })).toThrow('cannot be opened (ENOENT). Give the folder of the repository.')
    expect(() => openWorkspace({ root: join(root, 'file.ts') })).toThrow('is a file. Give the folder of the repository.')
  })

  test('may be empty', () => {
    const workspace = opened({})
    expect([workspace.files(), workspace.packages, workspace.services, workspace.notJudged]).toEqual([[], [], [], []])
    expect(workspace.scopeOf('a.ts')).toBe('production')
    expect(workspace.resolve('./b', 'a.ts').is).toBe('unresolved')
  })
})
