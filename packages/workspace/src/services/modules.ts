import { below, isInside, nameOf, within } from '../repo-path.js'
import type { FileTree } from '../files/tree.js'
import type { RepoPath, Service } from '../workspace.js'

type Evidence = Service['evidence']

/** Folders whose children are parts of the business, and those where the parts may be mixed with layers. */
const PARENT = /^(modules|features|domains|apps|services)$/
const OFTEN_A_LAYER = /^(services|apps)$/
/** Ways down from a program to such a folder. */
const PASSAGE = /^(src|app|lib|server|api|backend|main)$/
/** Folders that serve the others. */
const TECHNICAL =
  /^(shared?|commons?|core|utils?|utilities|libs?|helpers?|types?|interfaces?|constants?|configs?|configuration|decorators?|guards?|interceptors?|filters?|pipes?|middlewares?|database|db|prisma|typeorm|redis|cache|logger|logging|logs?|health(check)?|i18n|locales?|assets|plugins?|infra|infrastructure|providers?|dtos?|entities|models?|schemas?|errors?|exceptions?|events?|tests?|testing|mocks?|validators?|validation|swagger|docs?|metrics|telemetry|tracing|observability|internal|base|abstract|generic|global|system|scripts?|migrations?|seeds?|bootstrap|posthog|sentry|views?|components?|hooks?|styles?|public|static|templates?|styles|pages?|routes?|controllers?)$/i

/** A folder taken for a bounded part of a program. */
export interface Module {
  folder: RepoPath
  evidence: Evidence
}

/**
 * The bounded parts of a program: children of `modules`, `features`, `domains`, `apps` or `services`, and folders with
 * a Nest module. Empty where there are fewer than two: one part is no division.
 */
export function modulesIn(program: RepoPath, tree: FileTree, isProduction: (path: RepoPath) => boolean): { modules: Module[]; skipped: string[] } {
  const skipped: string[] = []
  const hasCode = (folder: RepoPath) => tree.code.some((path) => isInside(path, folder) && isProduction(path))
  const division = (folder: RepoPath, children: readonly string[], reason: string) => {
    const kept = children.filter((child) => hasCode(within(folder, child)))
    skipped.push(...kept.filter((child) => TECHNICAL.test(child)).map((child) => within(folder, child)))
    return kept.filter((child) => !TECHNICAL.test(child)).map((child) => ({ folder: within(folder, child), evidence: [{ reason }] }))
  }
  const found: Module[] = []
  for (const parent of parentsIn(program, tree)) {
    const children = tree.foldersIn(parent)
    // Many loose files mean a layer called `services`, with some folders for order.
    if (OFTEN_A_LAYER.test(nameOf(parent)) && tree.filesIn(parent).length > children.length) continue
    const modules = division(parent, children, `It is a child of ${parent}.`)
    if (modules.length >= 2) found.push(...modules)
  }
  if (found.length < 2) {
    const nest = ['src', 'src/app', 'app', ''].map((home) => within(program, home).replace(/\/$/, '')).find((home) => nestModulesIn(home, tree).length >= 2)
    if (nest !== undefined) found.push(...division(nest, nestModulesIn(nest, tree), 'It has its own Nest module.'))
  }
  return found.length >= 2 ? { modules: found, skipped } : { modules: [], skipped: [] }
}

/** `modules` and its like, up to three folders down a program. */
function parentsIn(program: RepoPath, tree: FileTree): RepoPath[] {
  const parents: RepoPath[] = []
  const open = [program]
  for (let folder = open.shift(); folder !== undefined; folder = open.shift())
    for (const child of tree.foldersIn(folder)) {
      const path = within(folder, child)
      if (PARENT.test(child)) parents.push(path)
      else if (PASSAGE.test(child) && below(path, program).split('/').length <= 3) open.push(path)
    }
  return parents
}

function nestModulesIn(folder: RepoPath, tree: FileTree): string[] {
  return tree.foldersIn(folder).filter((child) => tree.filesIn(within(folder, child)).some((file) => /\.module\.[mc]?[jt]s$/.test(file)))
}
