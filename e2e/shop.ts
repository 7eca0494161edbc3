import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const HOUSE = join(import.meta.dirname, '..')

/** What a team writes that has typescript-eslint already. */
export const CONFIG = `import bulkhead from 'eslint-plugin-bulkhead'
import tseslint from 'typescript-eslint'

export default tseslint.config({ files: ['**/*.{ts,js}'], languageOptions: { parser: tseslint.parser } }, bulkhead.configs.recommended)
`

/** A copy of the shop in a folder of its own, as it is after its packages have been installed; and a way to be rid of it. */
export function copyOfShop(files: Record<string, string> = {}): { root: string; remove: () => void } {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead shop ')))
  const root = join(parent, 'shop')
  cpSync(join(HOUSE, 'fixtures/services/shop'), root, { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  install(root, ['eslint', 'eslint-plugin-bulkhead', 'typescript', 'typescript-eslint'])
  return { root, remove: () => rmSync(parent, { recursive: true, force: true }) }
}

/** Puts packages of this house, and those that it has installed, where a project has them. */
export function install(root: string, packages: string[]): void {
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  for (const name of packages) symlinkSync(join(HOUSE, 'node_modules', name), join(root, 'node_modules', name), 'junction')
}
