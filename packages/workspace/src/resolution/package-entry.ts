import { exports as exportTargets, imports as importTargets } from 'resolve.exports'
import type { Manifest } from '../packages/manifests.js'

/** Source first, then what a server would load, declarations last: they hold no code. */
const CONDITIONS = [
  ['source', 'development', 'import', 'node', 'default'],
  ['source', 'development', 'require', 'node', 'default'],
  ['types', 'import'],
  ['types', 'require'],
  ['browser'],
]
const BUILT = /^(dist|lib|build|out|output|es|esm|cjs|module|types|typings|dist-[\w-]+)\//
const FLAVOUR = /^(esm|cjs|es|mjs|lib|node|types|commonjs|module|main)\//
const COMPILED = /(\.d)?\.[mc]?[jt]sx?$/

/**
 * Paths inside a package, best first, at which the code behind `name` or `name/subpath` may stand.
 * `subpath` is `.` or starts with `./`.
 */
export function entryCandidates(manifest: Manifest, subpath: string): string[] {
  const { raw } = manifest
  const targets = raw.exports !== undefined ? exportedTargets(manifest, subpath) : []
  if (subpath === '.') targets.push(...[raw.source, raw.main, raw.module, raw.types, raw.typings].filter((entry): entry is string => typeof entry === 'string'))
  const candidates = [...targets.flatMap(atSource), ...(subpath === '.' ? ['src/index', 'src/main', 'index', 'lib/index'] : atSource(subpath))]
  if (subpath !== '.') candidates.push(`src/${plain(subpath)}`, ...targets)
  else candidates.push(...targets)
  return [...new Set(candidates.map(plain))]
}

/** Paths inside a package, or other specifiers, behind `#name`. */
export function importCandidates(manifest: Manifest, specifier: string): string[] {
  if (typeof manifest.raw.imports !== 'object' || manifest.raw.imports === null) return []
  return inEveryCondition((conditions) => importTargets(manifest.raw, specifier, { unsafe: true, conditions })).flatMap((target) =>
    target.startsWith('./') ? [...atSource(target), plain(target)] : [target],
  )
}

/** What `exports` gives for a subpath such as `.` or `./client`; empty where it does not export it. */
export function exportedTargets(manifest: Manifest, subpath: string): string[] {
  // The library looks keys up by the package's name, which a nameless package has not got.
  const named = { ...manifest.raw, name: manifest.name }
  return inEveryCondition((conditions) => exportTargets(named, subpath, { unsafe: true, conditions }))
}

function inEveryCondition(resolve: (conditions: string[]) => string[] | void): string[] {
  const found: string[] = []
  for (const conditions of CONDITIONS)
    try {
      found.push(...(resolve(conditions) ?? []))
    } catch {
      // No target under these conditions: the next ones may have one.
    }
  return [...new Set(found)]
}

/** Where the source of a built file stands by convention: `dist/cjs/a.js` is built from `src/a`. The file itself comes last. */
function atSource(target: string): string[] {
  const path = plain(target)
  const stem = path.replace(COMPILED, '')
  const inner = BUILT.test(path) ? stem.replace(BUILT, '') : undefined
  // `lib` may well be where the source is; `dist` never is.
  const itself = /\.d\.[mc]?ts$/.test(path) ? [] : [path]
  if (inner === undefined) return itself
  const bare = inner.replace(FLAVOUR, '')
  const afterSrc = /(?:^|\/)src\/(.+)$/.exec(stem)?.[1]
  const sources = [...new Set([inner, bare, ...(afterSrc ? [afterSrc] : [])])].flatMap((rest) => [rest.startsWith('src/') ? rest : `src/${rest}`, rest])
  return path.startsWith('lib/') ? [...itself, ...sources] : [...sources, ...itself]
}

function plain(target: string): string {
  return target.replace(/^\.\//, '')
}
