import { execFileSync } from 'node:child_process'

/** The commit that is checked out, and when it was made; undefined where there is no git or no commit. */
export function commitOf(root: string): { id: string; when: string } | undefined {
  try {
    const [id, when] = execFileSync('git', ['-C', root, 'log', '-1', '--format=%H %cI'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split(' ')
    return id === undefined || when === undefined ? undefined : { id, when }
  } catch {
    return undefined
  }
}
