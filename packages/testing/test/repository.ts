import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Fixture } from '../src/fixtures.js'

/** Mini-projects in temporary folders, removed together. */
export function repositories(): { make: (files: Record<string, string>) => Pick<Fixture, 'root' | 'files'>; copy: (from: string, code: ReadonlyMap<string, string>) => string; removeAll: () => void } {
  const made: string[] = []
  return {
    make(files) {
      const root = mkdtempSync(join(realpathSync(tmpdir()), 'bulkhead-'))
      made.push(root)
      for (const [path, text] of Object.entries({ 'package.json': MANIFEST, ...files })) {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), text)
      }
      return { root, files: Object.keys(files).filter(file => /\.[mc]?[jt]sx?$/.test(file)) }
    },
    /** A mini-project with other code in it. */
    copy(from, code) {
      const root = mkdtempSync(join(realpathSync(tmpdir()), 'bulkhead-'))
      made.push(root)
      cpSync(from, root, { recursive: true, filter: path => !/\.[mc]?[jt]sx?$/.test(path) })
      for (const [path, text] of code) {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), text)
      }
      return root
    },
    removeAll: () => { for (const root of made) rmSync(root, { recursive: true, force: true }) },
  }
}

const MANIFEST = JSON.stringify({ name: 'stock', version: '1.0.0', main: 'src/a.ts', scripts: { start: 'node src/a.ts' }, dependencies: { axios: '^1.7.0' } })
