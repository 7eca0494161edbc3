import { readFileSync } from 'node:fs'
import type { Examination, Place } from '@bulkhead/analysis'
import type { Checker, CheckerOptions, InspectedAccess, InspectedOperation, Part, RepositoryFacts, ServiceMap, Portion } from '@bulkhead/checker'
import type { Memory } from './resident/memory.js'
import type { RuleText } from '@bulkhead/gate'
import type { Workspace } from '@bulkhead/workspace'
import type { Witness } from './boundaries/second-witness.js'
import { manifest } from './manifest.js'
import type { Shelf } from './memory/shelf.js'
import { ruleTexts } from './rule-texts.js'
import { Trouble } from './trouble.js'

export type { Portion }

/** What the commands ask of the engine. */
export interface Engine {
  workspace: Workspace
  rules: RuleText[]
  /** Opens another state of the same repository, of which nothing is read again that is the same here. */
  another: (options: CheckerOptions) => Promise<Engine>
  examine: (progress: (done: number, total: number) => void) => Examination
  /** What the rules say of a portion of the repository. */
  part: (portion: Portion, progress: (done: number, total: number) => void) => Part
  /** Takes over what parts say, so that an examination looks only for what none of them covers. @throws Trouble where they do not make one check. */
  take: (files: readonly string[]) => void
  /** Whether a file still has something of that name at its top. */
  declares: (path: string, symbol: string) => boolean
  /** What code at a place is known by after lines have moved. */
  identify: (place: Place) => { symbol: string; code: string }
  inspect: () => InspectedOperation[]
  dataAccesses: () => InspectedAccess[]
  /** What the repository tells others, under a name. */
  facts: (repository: string) => RepositoryFacts
  importing: Checker['importing']
  using: Checker['using']
  reverts: Checker['reverts']
  /** The map of the services; with an examination that is there, nothing is looked at a second time. */
  map: (progress: (done: number, total: number) => void, examination?: Examination) => ServiceMap
  /** Calls dependency-cruiser to look at the boundaries a second time; it gets ready while the engine works. Without a shelf its answer is not remembered. */
  callWitness: (shelf: Shelf | undefined) => Promise<Witness>
  /** The service map as the text of a dependency-cruiser configuration. */
  dependencyCruiserConfig: (as: 'js' | 'json') => Promise<string>
}

/** Opens the engine on a repository. Loaded only here, because most of the time to start is its parser. */
export async function openEngine(options: CheckerOptions): Promise<Engine> {
  const { createChecker } = await import('@bulkhead/checker')
  return engineOn(createChecker(options))
}

/** The engine on a checker that is open. `memory`: what this process was told about it before. */
export async function engineOn(checker: Checker, memory?: Memory): Promise<Engine> {
  const { readPart } = await import('@bulkhead/checker')
  return {
    another: others => openEngine({ ...others, before: checker }),
    workspace: checker.workspace,
    rules: ruleTexts(checker.rules),
    examine: progress => checker.examine(progress),
    part: (portion, progress) => checker.part(portion, manifest().version, progress),
    take: files => checker.take(files.map(name => ({ name, part: readPart(name, textOf(name)) })), manifest().version),
    declares: (path, symbol) => checker.declares(path, symbol),
    identify: place => checker.identify(place),
    inspect: () => checker.inspect(),
    dataAccesses: () => checker.dataAccesses(),
    facts: repository => checker.facts(repository, manifest().version),
    importing: packages => checker.importing(packages),
    using: packages => checker.using(packages),
    reverts: path => checker.reverts(path),
    map: (progress, examination) => checker.map(progress, examination),
    callWitness: async shelf => (await import('./boundaries/second-witness.js')).callWitness(checker, memory ? memory.before(shelf) : shelf, memory?.knows),
    dependencyCruiserConfig: as => dependencyCruiserConfig(checker, as),
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Trouble(`The part ${file} cannot be read.`, 'Pass the files that `bulkhead check --shard` or `--package` wrote.')
  }
}

async function dependencyCruiserConfig(checker: Checker, as: 'js' | 'json'): Promise<string> {
  const { compile, print, withBarrels } = await import('@bulkhead/dependency-cruiser-config')
  const { workspace } = checker
  const tsConfig = workspace.read('tsconfig.json') === undefined ? {} : { tsConfig: 'tsconfig.json' }
  const forbidden = workspace.services.flatMap(from => workspace.services.flatMap(to => {
    const edge = from === to ? undefined : workspace.edgeBetween(from, to)
    return edge?.is === 'forbidden' ? [{ from: from.name, to: to.name, issue: edge.issue }] : []
  }))
  return print(compile(withBarrels({ workspace, map: { ...checker.allBoundaries(), exempt: checker.exempt(), forbidden } }), tsConfig), as)
}
