import type { Project } from '@bulkhead/analysis'
import type { FileFacts, ImportFact, Value, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { ImportedPackage } from './door.js'
import { naming, packageOf } from './importing.js'

/**
 * Where code that runs on a server calls something of some packages, directly or through a file that hands it on, or imports one for what it does by being loaded.
 * Whoever imports an enumeration uses nothing. One place a file and package.
 */
export function usesOf(project: Project, packages: readonly string[]): ImportedPackage[] {
  const files = naming(project, packages)
  const own = files.flatMap(file => usesIn(project, file, packages, ({ from, name }, facts, ref) => packageOf(packages, from, name) ?? (isHandedOn(facts, ref) ? traced(project, file, ref, packages) : undefined)))
  const handed = new Map(files.map(file => [file, handedOn(project.program.facts(file), packages)] as const).filter(([, names]) => names.length > 0))
  const others = takersOf(project, handed).filter(file => !files.includes(file))
  const names = new Set([...handed.values()].flat())
  const passed = others.flatMap(file => usesIn(project, file, packages, ({ name }, _facts, ref) => (names.has(name) ? traced(project, file, ref, packages) : undefined)))
  return project.ordered(new Set([...own, ...passed].map(({ file }) => file))).flatMap(file => [...own, ...passed].filter(use => use.file === file))
}

type Whose = (root: Value & { is: 'import' }, facts: FileFacts, callee: ValueRef) => string | undefined

function usesIn({ program }: Project, file: RepoPath, packages: readonly string[], whose: Whose): ImportedPackage[] {
  const facts = program.facts(file)
  if (!facts) return []
  const found = new Map<string, ImportedPackage>()
  const add = (name: string | undefined, at: Parameters<typeof program.place>[1]) => name !== undefined && !found.has(name) && found.set(name, { package: name, file, line: program.place(file, at).line })
  for (const imported of facts.imports) if (isForItself(imported)) add(packageOf(packages, imported.from, ''), imported)
  for (const call of facts.calls) {
    const root = rootOf(facts, call.callee)
    if (root && !root.typeOnly) add(whose(root, facts, call.callee), call)
  }
  return [...found.values()]
}

/** A tracer is loaded before everything else, and does its work by that. */
const isForItself = ({ kind, typeOnly, names }: ImportFact): boolean => kind !== 're-export' && typeOnly !== true && names.length === 0

/** The names under which a file offers to others what comes from one of the packages. */
function handedOn(facts: FileFacts | undefined, packages: readonly string[]): string[] {
  return facts === undefined ? [] : Object.entries(facts.exports).flatMap(([name, { value }]) => {
    const root = value === undefined ? undefined : rootOf(facts, value)
    return root !== undefined && packageOf(packages, root.from, root.name) !== undefined ? [name] : []
  })
}

const isHandedOn = (facts: FileFacts, ref: ValueRef): boolean => rootOf(facts, ref)?.from.startsWith('.') === true

/** The files that may take what others hand on: by its name, or a default from the file itself. */
function takersOf(project: Project, handed: ReadonlyMap<RepoPath, string[]>): RepoPath[] {
  const { program } = project
  const names = [...new Set([...handed.values()].flat())].filter(name => /^\w+$/.test(name) && name !== 'default')
  const isTold = names.length === 0 ? undefined : new RegExp(`\\b(?:${names.join('|')})\\b`)
  const ofDefaults = new Set([...handed].filter(([, all]) => all.includes('default') || all.includes('=')).map(([file]) => file))
  const takesDefault = (file: RepoPath): boolean => ofDefaults.size > 0 && program.named(file).some(specifier => {
    const to = program.resolve(specifier, file)
    return to.is === 'file' && ofDefaults.has(to.path)
  })
  return project.files().filter(file => !handed.has(file) && (isTold?.test(program.source(file) ?? '') === true || takesDefault(file)))
}

/** The package that a value turns out to be of. */
function traced({ tracer }: Project, file: RepoPath, ref: ValueRef, packages: readonly string[]): string | undefined {
  const meaning = tracer.meaning({ file, ref })
  if (meaning.is !== 'library') return undefined
  let path = meaning.path
  while (path.parent) path = path.parent
  return packageOf(packages, path.module)
}

function onlyValue({ bindings }: FileFacts, binding: number): ValueRef | undefined {
  const { values } = bindings[binding]!
  return values.length === 1 ? values[0] : undefined
}

/** What a value begins with, where that is imported: `pino` of `pino().child({}).info`. */
function rootOf(facts: FileFacts, ref: ValueRef): (Value & { is: 'import' }) | undefined {
  const seen = new Set<ValueRef>()
  for (let at: ValueRef | undefined = ref; at !== undefined && !seen.has(at);) {
    seen.add(at)
    const value: Value = facts.values[at]!
    switch (value.is) {
      case 'import': return value
      case 'member': case 'element': case 'typed': case 'await': at = value.of; break
      case 'call': at = facts.calls[value.call]!.callee; break
      case 'binding': at = onlyValue(facts, value.binding); break
      default: return undefined
    }
  }
  return undefined
}
