import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { relative, sep } from 'node:path'
import { digestOfFile, type RepoPath, type Workspace } from '@bulkhead/workspace'
import type { Answer, Request } from './cruiser.js'

const NAME = 'dependency-cruiser.json'

/** Where texts are kept from one run to the next. What is read must be what was written by who may be trusted; anything else is nothing. */
export interface Kept {
  read: (name: string) => string | undefined
  write: (name: string, text: string) => void
}

/**
 * The answer to the same question about the same code, as it was kept, or else asked for and kept.
 * dependency-cruiser's own cache would not do: it looks neither at the rules nor at what a specifier resolves to.
 */
export async function remembered(
  ask: (request: Request) => Promise<Answer>,
  request: Request,
  { workspace, kept }: { workspace: Workspace; kept?: Kept },
): Promise<Answer> {
  if (kept === undefined) return ask(request)
  const key = keyOf(request, workspace)
  const before = JSON.parse(kept.read(NAME) ?? '{}') as { key?: string; answer: Answer; rests: ReturnType<typeof restsOn> }
  if (before.key === key && before.rests.every(([path, digest]) => digestOfFile(request.root, path) === digest)) return before.answer
  const answer = await ask(request)
  kept.write(NAME, JSON.stringify({ key, answer, rests: restsOn(answer, request.root) }))
  return answer
}

/** Digests of what an answer was found out from beside the sources, by paths relative to the root, or absolute where they lie outside of it. */
export function restsOn({ asked }: Answer, root: string): [path: RepoPath, digest: string][] {
  return asked.map(path => {
    const inside = relative(root, path).split(sep).join('/')
    return [inside.startsWith('..') ? path : inside, digestOfFile(root, path)]
  })
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
