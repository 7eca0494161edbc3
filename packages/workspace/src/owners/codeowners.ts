import picomatch from 'picomatch'
import type { FileTree } from '../files/tree.js'
import type { ReadText } from '../files/text.js'
import type { RepoPath } from '../workspace.js'

/** Where GitHub and GitLab look, in their order. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS']

interface Rule {
  pattern: string
  line: number
  owners: string[]
  matches: (path: string) => boolean
}

/** Who owns a path, and the line that says so. */
export interface Ownership {
  owners: string[]
  file: RepoPath
  line: number
  pattern: string
}

/** A CODEOWNERS file. */
export interface CodeOwners {
  file?: RepoPath
  of(path: RepoPath): Ownership | undefined
  /** Folders that a line of the file names, with their owners; patterns with a star left out. */
  folders(): { folder: RepoPath; owners: string[] }[]
}

/**
 * Reads the repository's CODEOWNERS. The last line that matches wins; in a GitLab file each section has a say.
 * Read here because the kept libraries search the disk from the working directory upwards, out of the repository.
 */
export function readCodeOwners(tree: FileTree, read: ReadText): CodeOwners {
  // `.github` is no folder of code, so the tree does not list it.
  const file = PLACES.find((place) => (place.startsWith('.') ? read(place) !== undefined : tree.has(place)))
  const sections = file === undefined ? [] : parse(read(file) ?? '')
  const known = new Map<RepoPath, Ownership | undefined>()
  const find = (path: RepoPath): Ownership | undefined => {
    const hits = sections.map((rules) => rules.findLast((rule) => rule.matches(path))).filter((rule) => rule !== undefined)
    const last = hits.at(-1)
    return last && { owners: [...new Set(hits.flatMap(({ owners }) => owners))], file: file!, line: last.line, pattern: last.pattern }
  }
  return {
    ...(file !== undefined && { file }),
    of(path) {
      if (!known.has(path)) known.set(path, find(path))
      return known.get(path)
    },
    folders() {
      const named = sections.flat().map(({ pattern, owners }) => ({ folder: pattern.replace(/^\/|\/(\*\*?)?$/g, ''), owners }))
      return named.filter(({ folder, owners }) => owners.length > 0 && tree.hasFolder(folder) && folder !== '')
    },
  }
}

function parse(text: string): Rule[][] {
  const sections: Rule[][] = [[]]
  let inherited: string[] = []
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.replace(/(^|\s)#.*$/, '').trim()
    if (line === '') return
    const section = /^\^?\[[^\]]+\](?:\[\d+\])?\s*(.*)$/.exec(line)
    if (section) {
      sections.push([])
      inherited = section[1]!.split(/\s+/).filter(Boolean)
      return
    }
    const [pattern = '', ...owners] = line.split(/(?<!\\)\s+/)
    if (pattern.startsWith('!')) return
    sections.at(-1)!.push({ pattern, line: index + 1, owners: owners.length > 0 ? owners : inherited, matches: matcher(pattern.replaceAll('\\ ', ' ')) })
  })
  return sections.filter((rules) => rules.length > 0)
}

/** As in gitignore, but without brackets, and `docs/*` stops at the files of `docs`. */
function matcher(pattern: string): (path: string) => boolean {
  const anchored = /^\/|\/[^/]/.test(pattern)
  const body = pattern.replace(/^\//, '').replace(/\/$/, '/**')
  const rooted = anchored || body.startsWith('**/') ? body : `**/${body}`
  const globs = /(^|\/)\*+$/.test(rooted) ? [rooted === '**/*' ? '**' : rooted] : [rooted, `${rooted}/**`]
  return picomatch(globs, { dot: true, nobrace: true, nobracket: true, noextglob: true, nonegate: true })
}
