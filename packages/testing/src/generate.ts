import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from './pages/root.js'
import { ruleNames, rulesIndex } from './pages/rules-index.js'

/** Writes `rules/index.ts` from the file names beside it. True where it has changed. */
export function writeIndex(root: string): boolean {
  const path = join(root, 'rules/index.ts')
  const text = rulesIndex(ruleNames(root))
  if (readFileSync(path, 'utf8') === text) return false
  writeFileSync(path, text)
  return true
}

/** Writes every generated file and tells, a line each, what has changed. */
async function generate(root: string): Promise<string[]> {
  const indexed = writeIndex(root)
  // The pages are made from what is built, and that follows the index: whoever called built with the old one, if at all.
  if (spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0)
    throw new Error('The pages are made from what is built, and that cannot be built: mend what TypeScript says above, then run npm run gen again.')
  const { orphans, pages, stale } = await import('./pages.js')
  const expected = pages(root)
  const changed = stale(root, expected)
  for (const path of orphans(root, expected)) rmSync(join(root, path))
  for (const [path, text] of expected) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return [...(indexed ? ['wrote rules/index.ts'] : []), ...changed.map(path => `${expected.has(path) ? 'wrote' : 'removed'} ${path}`)]
}

async function check(): Promise<void> {
  const found = (await import('./pages.js')).stale(ROOT)
  console.log(found.length === 0 ? 'Every generated file is up to date.' : `Stale: ${found.join(', ')}. Run npm run gen.`)
  process.exitCode = found.length === 0 ? 0 : 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) await check()
  else {
    const changed = await generate(ROOT)
    console.log(changed.length === 0 ? 'Nothing has changed.' : changed.join('\n'))
  }
}
