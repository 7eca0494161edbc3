import type { Examination, Place } from '@bulkhead/analysis'
import type { Checker, CheckerOptions, InspectedAccess, InspectedOperation, ServiceMap } from '@bulkhead/checker'
import type { RuleText } from '@bulkhead/gate'
import type { Workspace } from '@bulkhead/workspace'
import type { Witness } from './boundaries/second-witness.js'
import { ruleTexts } from './rule-texts.js'

/** What the commands ask of the engine. */
export interface Engine {
  workspace: Workspace
  rules: RuleText[]
  examine: (progress: (done: number, total: number) => void) => Examination
  /** Whether a file still has something of that name at its top. */
  declares: (path: string, symbol: string) => boolean
  /** What code at a place is known by after lines have moved. */
  identify: (place: Place) => { symbol: string; code: string }
  inspect: () => InspectedOperation[]
  dataAccesses: () => InspectedAccess[]
  importing: Checker['importing']
  /** The map of the services; with an examination that is there, nothing is looked at a second time. */
  map: (progress: (done: number, total: number) => void, examination?: Examination) => ServiceMap
  /** Calls dependency-cruiser to look at the boundaries a second time; it gets ready while the engine works. */
  callWitness: () => Promise<Witness>
  /** The service map as the text of a dependency-cruiser configuration. */
  dependencyCruiserConfig: (as: 'js' | 'json') => Promise<string>
}

/** Opens the engine on a repository. Loaded only here, because most of the time to start is its parser. */
export async function openEngine(options: CheckerOptions): Promise<Engine> {
  const { createChecker } = await import('@bulkhead/checker')
  const checker = createChecker(options)
  return {
    workspace: checker.workspace,
    rules: ruleTexts(checker.rules),
    examine: progress => checker.examine(progress),
    declares: (path, symbol) => checker.declares(path, symbol),
    identify: place => checker.identify(place),
    inspect: () => checker.inspect(),
    dataAccesses: () => checker.dataAccesses(),
    importing: packages => checker.importing(packages),
    map: (progress, examination) => checker.map(progress, examination),
    callWitness: async () => (await import('./boundaries/second-witness.js')).callWitness(checker),
    dependencyCruiserConfig: as => dependencyCruiserConfig(checker, as),
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
