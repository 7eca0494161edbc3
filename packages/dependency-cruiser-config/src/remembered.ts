import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Workspace } from '@bulkhead/workspace'
import type { Answer, Request } from './cruiser.js'

/**
 * The answer to the same question about the same code, from the folder where it was left, or else asked for and left there.
 * dependency-cruiser's own cache would not do: it looks neither at the rules nor at what a specifier resolves to.
 */
export async function remembered(
  ask: (request: Request) => Promise<Answer>,
  request: Request,
  { workspace, folder }: { workspace: Workspace; folder?: string },
): Promise<Answer> {
  if (folder === undefined) return ask(request)
  const file = join(folder, 'dependency-cruiser.json')
  const key = keyOf(request, workspace)
  const kept = await readFile(file, 'utf8').then(text => JSON.parse(text) as { key?: string; answer: Answer }).catch(() => undefined)
  if (kept?.key === key) return kept.answer
  const answer = await ask(request)
  await mkdir(folder, { recursive: true })
  await writeFile(file, JSON.stringify({ key, answer }))
  return answer
}

function keyOf(request: Request, workspace: Workspace): string {
  const hash = createHash('sha256').update(versions()).update(JSON.stringify(request))
  // A file that comes or goes can change what a relative path means.
  hash.update(workspace.files().join('\n'))
  for (const { sources, tsConfig } of request.groups) {
    for (const source of sources) hash.update(workspace.read(source) ?? '')
    if (tsConfig !== undefined) hash.update(workspace.read(tsConfig.slice(request.root.length + 1)) ?? '')
  }
  return hash.digest('hex')
}

function versions(): string {
  const require = createRequire(import.meta.url)
  return ['dependency-cruiser/package.json', 'typescript/package.json'].map(manifest => {
    try {
      return (require(manifest) as { version: string }).version
    } catch {
      return '-'
    }
  }).join(' ')
}
