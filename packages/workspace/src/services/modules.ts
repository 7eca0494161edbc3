import { below, isInside, nameOf, within } from '../repo-path.js'
import type { FileTree } from '../files/tree.js'
import type { RepoPath, Service } from '../workspace.js'

type Evidence = Service['evidence']

/** Folders that gather parts by what they cost, and are no part themselves. */
const EDITION = /^(ee|enterprise|premium|commercial)$/

/** Folders whose children are parts of the business, and those where the parts may be mixed with layers. */
const PARENT = /^(modules|features|domains|apps|services)$/
const OFTEN_A_LAYER = /^(services|apps)$/
/** A folder in which folders are parts of URLs, as far as their files say so. */
const ROUTER = /(^|\/)(app|pages|routes)\//
/** Ways down from a program to such a folder. */
const PASSAGE = /^(src|app|lib|server|api|backend|main)$/
/** A folder taken for a bounded part of a program. */
export interface Module {
  folder: RepoPath
  evidence: Evidence
  confidence: Service['confidence']
}

/**
 * The bounded parts of a program: children of `modules`, `features`, `domains`, `apps` or `services`, and folders with
 * a Nest module. Empty where there are fewer than two: one part is no division.
 */
export function modulesIn(program: RepoPath, tree: FileTree, isProduction: (path: RepoPath) => boolean, technical: RegExp): { modules: Module[]; skipped: string[] } {
  const skipped: string[] = []
  const hasCode = (folder: RepoPath) => tree.code.some((path) => isInside(path, folder) && isProduction(path))
  const division = (folder: RepoPath, children: readonly string[], reason: string, confidence: Module['confidence']) => {
    const kept = children.filter((child) => hasCode(within(folder, child)))
    const serves = (child: string) => technical.test(nameOf(child))
    skipped.push(...kept.filter(serves).map((child) => within(folder, child)))
    return kept.filter((child) => !serves(child)).map((child) => ({ folder: within(folder, child), evidence: [{ reason }], confidence }))
  }
  const found: Module[] = []
  for (const parent of parentsIn(program, tree)) {
    const direct = tree.foldersIn(parent)
    const children = direct.flatMap((child) => (EDITION.test(child) ? tree.foldersIn(within(parent, child)).map((inner) => `${child}/${inner}`) : [child]))
    // In a router of folders a child is a part of the URL.
    if (ROUTER.test(parent) && children.some((child) => /^[[(@_]/.test(child) || tree.filesIn(within(parent, child)).some((file) => /^(route|page|layout)\.[jt]sx?$/.test(file)))) continue
    // Many loose files mean a layer called `services`, with some folders for order.
    if (OFTEN_A_LAYER.test(nameOf(parent)) && tree.filesIn(parent).length > children.length) continue
    const modules = division(parent, children, `It is a child of ${parent}.`, OFTEN_A_LAYER.test(nameOf(parent)) ? 'guess' : 'likely')
    if (modules.length >= 2) found.push(...modules)
  }
  if (found.length < 2) {
    const nest = ['src', 'src/app', 'app', ''].map((home) => within(program, home).replace(/\/$/, '')).find((home) => nestModulesIn(home, tree).length >= 2)
    if (nest !== undefined) found.push(...division(nest, nestModulesIn(nest, tree), 'It has its own Nest module.', 'likely'))
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
