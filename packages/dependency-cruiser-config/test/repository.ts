import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix, relative } from 'node:path'
import type { Resolution, Workspace } from '@bulkhead/workspace'

/** A repository in a temporary folder, and what the workspace would say of it. */
export interface Repository {
  root: string
  workspace: Workspace
  write(path: string, text: string): void
  remove(): void
}

/** Writes the files; `names` says what specifiers that are no relative path mean. */
export function repository(files: Record<string, string>, names: Record<string, string> = {}): Repository {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-boundaries-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  return { root, write, workspace: workspaceOf(root, names), remove: () => { rmSync(root, { recursive: true }) } }
}

function workspaceOf(root: string, names: Record<string, string>): Workspace {
  const read = (path: string) => (isFile(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined)
  const found = (path: string) =>
    ['', '.ts', '.js', '/index.ts', '/index.js'].map(end => path.replace(/\.js$/, '') + end).concat(path)
      .find(candidate => isFile(join(root, candidate)))
  const resolve = (specifier: string, from: string): Resolution => {
    const path = specifier.startsWith('.') ? found(posix.join(posix.dirname(from), specifier)) : names[specifier]
    if (path !== undefined) return { is: 'file', path }
    return specifier.startsWith('.') ? { is: 'unresolved', reason: 'there is no such file' } : { is: 'library', name: specifier, module: specifier }
  }
  const files = () => readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(path => isFile(join(root, path)) && !path.includes('node_modules')).map(path => relative(root, join(root, path))).sort()
  const packageOf = (path: string) => ({ name: 'shop', directory: path.startsWith('packages/') ? path.split('/', 2).join('/') : '', dependencies: {} })
  return { root, files, read, resolve, packageOf } as unknown as Workspace
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}
