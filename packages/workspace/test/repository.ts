import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openWorkspace, type OpenOptions, type Workspace } from '../src/index.js'

const made: string[] = []

/** Writes a small repository into a temporary folder; objects become JSON. */
export function repository(files: Record<string, string | object>): string {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-workspace-'))
  made.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return root
}

/** Opens a small repository. */
export function opened(files: Record<string, string | object>, options: Partial<OpenOptions> = {}): Workspace {
  return openWorkspace({ root: repository(files), ...options })
}

/** Removes what `repository` wrote. */
export function removeRepositories(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true })
}

/** Service names with their folders, as `orders=apps/orders`. */
export function serviceMap(workspace: Workspace): string[] {
  return workspace.services.map(({ name, directory, kind }) => `${name}=${directory}${kind === 'deployable' ? '' : ` (${kind})`}`)
}

/** Everything assumed, as one text. */
export function assumed(workspace: Workspace): string {
  return workspace.assumptions.map(({ what }) => what).join('\n')
}
