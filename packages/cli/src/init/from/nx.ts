import { posix } from 'node:path'
import type { RepoPath } from '@bulkhead/workspace'
import { at, entriesOf, exportedData, inWords, listed, parsed, texts, valuesOf, type Data } from './data.js'
import { fitsStars, takenOver, type TakenOver, type Unit } from './units.js'

interface Constraint {
  source: string[]
  only?: string[]
  not: string[]
}

const RULES = ['@nx/enforce-module-boundaries', '@nrwl/nx/enforce-module-boundaries']

/** What Nx knows of projects by their tags, and what the constraints of its lint rule say of them. `manifests` are the texts of every project.json and package.json. */
export function fromNx(text: string, file: string, manifests: ReadonlyMap<RepoPath, string>): TakenOver {
  const left: string[] = []
  const options = RULES.flatMap(rule => valuesOf(rule, parsed(text, file))).map(rule => listed(rule)[1])
  const constraints = options.flatMap(option => listed(at(option, 'depConstraints'))).flatMap(one => constraintIn(one, left))
  for (const option of options) for (const [key, value] of entriesOf(option)) if (key !== 'depConstraints' && !isNothing(value)) left.push(`${key}: ${inWords(value)}`)
  return takenOver(projectsIn(manifests), (from, to) => violates(from, to, constraints), [...new Set(left)])
}

function constraintIn(data: Data, left: string[]): Constraint[] {
  const source = [...texts(at(data, 'sourceTag')), ...texts(at(data, 'allSourceTags'))]
  if (source.length === 0) {
    left.push(`depConstraints: ${inWords(data)}`)
    return []
  }
  for (const key of ['bannedExternalImports', 'allowedExternalImports']) if (at(data, key) !== undefined) left.push(`${key} of ${source.join(' and ')}: ${inWords(at(data, key))} are packages of others, which no service owns.`)
  const only = at(data, 'onlyDependOnLibsWithTags')
  return [{ source, not: texts(at(data, 'notDependOnLibsWithTags')), ...(only !== undefined && { only: texts(only) }) }]
}

function projectsIn(manifests: ReadonlyMap<RepoPath, string>): Unit[] {
  const projects = new Map<RepoPath, Unit>()
  for (const [file, text] of manifests) {
    const data = exportedData(parsed(text, file))
    const tags = posix.basename(file) === 'project.json' ? at(data, 'tags') : at(at(data, 'nx'), 'tags')
    const directory = posix.dirname(file)
    const known = projects.get(directory)
    if (directory === '.' || tags === undefined && posix.basename(file) !== 'project.json') continue
    const named = at(data, 'name')
    const name = known?.name ?? (typeof named === 'string' ? named : posix.basename(directory))
    projects.set(directory, { name, directory, captured: {}, tags: [...known?.tags ?? [], ...texts(tags)], pattern: { path: directory, tags: [], ...(name !== posix.basename(directory) && { name }) } })
  }
  return [...projects.values()]
}

function violates(from: Unit, to: Unit, constraints: readonly Constraint[]): boolean {
  if (constraints.length === 0) return false
  const about = constraints.filter(({ source }) => source.every(tag => hasTag(from, tag)))
  // Nx lets a project of which no constraint speaks depend on nothing.
  return about.length === 0 || about.some(({ only, not }) => only !== undefined && !(only.length === 0 ? to.tags.length === 0 : only.some(tag => hasTag(to, tag))) || not.some(tag => hasTag(to, tag)))
}

/** A tag, `*` for any, a glob with stars, or an expression between slashes. */
function hasTag({ tags }: Unit, wanted: string): boolean {
  if (wanted === '*') return true
  const expression = /^\/(.*)\/[a-z]*$/.exec(wanted)?.[1]
  return tags.some(tag => expression === undefined ? fitsStars(wanted, tag) : new RegExp(expression).test(tag))
}

function isNothing(data: Data): boolean {
  return data === false || Array.isArray(data) && data.length === 0
}
