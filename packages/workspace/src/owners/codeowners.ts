import picomatch from 'picomatch'
import type { FileTree } from '../files/tree.js'
import type { ReadText } from '../files/text.js'
import type { RepoPath } from '../workspace.js'

/** Where GitHub and GitLab look; each repository has one of them. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS']

interface Section {
  rules: Rule[]
  /** Those of its lines that name nobody. */
  owners: string[]
}

interface Rule {
  pattern: string
  line: number
  owners: string[]
  /** `!path`: the section has nothing to say of it. */
  excluded: boolean
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
 * Reads the repository's CODEOWNERS. The last line that matches wins; in a GitLab file each section has a say, and `!` takes a path out of its section.
 * Read here because no kept library knows both dialects: those for GitHub know no sections, and search the disk upwards, out of the repository.
 */
export function readCodeOwners(tree: FileTree, read: ReadText): CodeOwners {
  // `.github` is no folder of code, so the tree does not list it.
  const file = PLACES.find((place) => (place.startsWith('.') ? read(place) !== undefined : tree.has(place)))
  const sections = file === undefined ? [] : parse(read(file) ?? '')
  const known = new Map<RepoPath, Ownership | undefined>()
  const find = (path: RepoPath): Ownership | undefined => {
    const hits = sections.flatMap((rules) => {
      // What a section excludes, no later line of it can include again.
      const fitting = rules.filter((rule) => rule.matches(path))
      return fitting.some(({ excluded }) => excluded) ? [] : fitting.slice(-1)
    })
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
      const named = sections.flat().filter(({ excluded }) => !excluded).map(({ pattern, owners }) => ({ folder: pattern.replace(/^\/|\/(\*\*?)?$/g, ''), owners }))
      return named.filter(({ folder, owners }) => owners.length > 0 && tree.hasFolder(folder) && folder !== '')
    },
  }
}

function parse(text: string): Rule[][] {
  const sections = new Map<string, Section>([['', { rules: [], owners: [] }]])
  let section = sections.get('')!
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.replace(/(^|\s)#.*$/, '').trim()
    if (line === '') return
    const heading = /^\^?\[([^\]]+)\](?:\[\d+\])?\s*(.*)$/.exec(line)
    // A line such as `[id].ts @team` is a heading to nobody: what follows the bracket of a heading is space or owners.
    if (heading && /^(\S*@\S+(\s+|$))*$/.test(heading[2]!)) {
      const name = heading[1]!.trim().toLowerCase()
      section = sections.get(name) ?? { rules: [], owners: [] }
      sections.set(name, section)
      if (heading[2] !== '') section.owners = heading[2]!.split(/\s+/)
      return
    }
    const [written = '', ...owners] = line.split(/(?<!\\)\s+/)
    const excluded = written.startsWith('!')
    // GitHub knows no `!` and skips such a line; in a file without sections nothing tells whose it is.
    if (excluded && sections.size === 1) return
    const pattern = excluded ? written.slice(1) : written
    section.rules.push({ pattern, line: index + 1, excluded, owners: excluded ? [] : owners.length > 0 ? owners : section.owners, matches: matcher(pattern.replace(/\\(?=[ #])/g, '')) })
  })
  return [...sections.values()].map(({ rules }) => rules).filter((rules) => rules.length > 0)
}

/** As in gitignore, but without brackets, and `docs/*` stops at the files of `docs`. */
function matcher(pattern: string): (path: string) => boolean {
  const anchored = /^\/|\/[^/]/.test(pattern)
  const body = pattern.replace(/^\//, '').replace(/\/$/, '/**')
  const rooted = anchored || body.startsWith('**/') ? body : `**/${body}`
  const globs = /(^|\/)\*+$/.test(rooted) ? [rooted === '**/*' ? '**' : rooted] : [rooted, `${rooted}/**`]
  return picomatch(globs, { dot: true, nobrace: true, nobracket: true, noextglob: true, nonegate: true })
}
