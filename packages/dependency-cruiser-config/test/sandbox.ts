import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGE = fileURLToPath(new URL('..', import.meta.url))
const INSTALLED = dirname(dirname(createRequire(import.meta.url).resolve('typescript/package.json')))

/** An installation in a temporary folder, as a package manager might have laid it out. */
export interface Sandbox {
  root: string
  /** Our program, installed beside the dependency-cruiser of the sandbox. */
  program: string
  remove(): void
}

/** `nearest` is the TypeScript at the top, where dependency-cruiser finds it; `ours` is the one below our package. */
export function sandbox({ nearest, ours }: { nearest?: '7' | '6'; ours?: '6' }): Sandbox {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-install-'))
  const modules = join(root, 'node_modules')
  const package_ = join(modules, '@bulkhead/dependency-cruiser-config')
  mkdirSync(join(package_, 'node_modules'), { recursive: true })
  // Copied, because Node resolves from where a file really lies; what it depends on may lie anywhere.
  cpSync(join(INSTALLED, 'dependency-cruiser'), join(modules, 'dependency-cruiser'), { recursive: true })
  cpSync(join(PACKAGE, 'child'), join(package_, 'child'), { recursive: true })
  const manifest = createRequire(import.meta.url)(join(INSTALLED, 'dependency-cruiser/package.json')) as { dependencies: Record<string, string> }
  for (const name of Object.keys(manifest.dependencies)) symlinkSync(join(INSTALLED, name), join(modules, name))
  if (nearest === '7') writeTypeScript7(join(modules, 'typescript'))
  if (nearest === '6') symlinkSync(join(INSTALLED, 'typescript'), join(modules, 'typescript'))
  if (ours === '6') symlinkSync(join(INSTALLED, 'typescript'), join(package_, 'node_modules/typescript'))
  return { root, program: join(package_, 'child/cruise.mjs'), remove: () => { rmSync(root, { recursive: true }) } }
}

/** TypeScript 7 as far as it matters here: the version is 7 and there is no compiler to call. */
function writeTypeScript7(directory: string): void {
  mkdirSync(join(directory, 'lib'), { recursive: true })
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'typescript', version: '7.0.2', main: 'lib/version.cjs' }))
  writeFileSync(join(directory, 'lib/version.cjs'), "exports.version = '7.0.2'\n")
}
