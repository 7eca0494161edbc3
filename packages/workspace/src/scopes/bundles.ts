import type { ReadText } from '../files/text.js'
import type { FileTree } from '../files/tree.js'
import { join, nameOf, parentOf, upwards } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'

const CONFIG = /^webpack[\w.-]*\.[cm]?[jt]s$/
const FOR_SERVERS = /\btarget\s*[:=]\s*\[?\s*['"`](?:async-)?(?:node|electron)|node-?externals|externalsPresets|serverless/i
const FOR_PAGES = /\btarget\s*[:=]\s*['"`]web|(?:css|style|sass|less|vue|html)-(?:extract|loader|webpack)|extract-?text|\bpublicPath\b/i
const ENTRIES = /\bentry(?:Points?)?\s*[:=]\s*/g
const ENDINGS = ['', '.js', '.ts', '.jsx', '.tsx', '.mjs', '/index.js', '/index.ts', '/index.jsx', '/index.tsx']

/**
 * The files at which a bundle for the browser begins, each with the configuration that says so. One that names no target is for the browser by the bundler's own default; what
 * speaks of a server anywhere is left alone, and so is what shows no sign of a page.
 */
export function browserEntries(tree: FileTree, read: ReadText): ReadonlyMap<RepoPath, RepoPath> {
  const entries = new Map<RepoPath, RepoPath>()
  for (const config of tree.code) {
    if (!CONFIG.test(nameOf(config))) continue
    const text = (read(config) ?? '').replace(/^\s*\/\/.*$/gm, '')
    if (FOR_SERVERS.test(text) || !FOR_PAGES.test(text)) continue
    for (const { index, 0: { length } } of text.matchAll(ENTRIES))
      for (const [, , named = ''] of listFrom(text, index + length).matchAll(/(['"`])([^'"`\n]+)\1/g))
        for (const file of filesNamed(tree, config, named)) entries.set(file, config)
  }
  return entries
}

/** A value as far as its brackets go, or to the end of its line. */
function listFrom(text: string, start: number): string {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const sign = text[at]!
    if ('{[('.includes(sign)) depth++
    else if ('}])'.includes(sign) && --depth <= 0) return text.slice(start, at + 1)
    else if (depth === 0 && (sign === '\n' || sign === ',')) return text.slice(start, at)
  }
  return ''
}

/** What is named is looked for beside the configuration and in the folders above it, in which the bundler may be started. */
function filesNamed(tree: FileTree, config: RepoPath, named: string): RepoPath[] {
  for (const folder of upwards(parentOf(config))) {
    const path = join(folder, named)
    const file = path === undefined ? undefined : ENDINGS.map(ending => path + ending).find(one => tree.has(one))
    if (file !== undefined) return [file]
  }
  return []
}
