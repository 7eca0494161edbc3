import type { Examination } from '@bulkhead/analysis'
import type { RuleText } from '@bulkhead/gate'
import type { RepoPath, Workspace } from '@bulkhead/workspace'

/** A line of a file. */
export interface Spot {
  file: RepoPath
  line: number
}

/** One limit of an operation, and where it comes from. */
export interface InspectedLimit {
  limit: string
  state: 'set' | 'unlimited' | 'unknown'
  value?: string
  source?: Spot
  why?: string
}

/** One operation as the engine understands it. */
export interface InspectedOperation extends Spot {
  kind: string
  library: string
  column: number
  service?: string
  scope: string
  effect?: string
  limits: InspectedLimit[]
  idempotency?: { state: 'set' | 'missing' | 'fresh' | 'unknown'; source?: Spot }
  transaction?: Spot
  via: Spot[]
  client?: Spot
}

/** What the commands ask of the engine. */
export interface Engine {
  workspace: Workspace
  rules: RuleText[]
  examine: (progress: (done: number, total: number) => void) => Examination
  inspect: () => InspectedOperation[]
  /** The service map as the text of a dependency-cruiser configuration. */
  dependencyCruiserConfig: (as: 'js' | 'json') => Promise<string>
}

/** Where to look and what may be run for it. */
export interface EngineOptions {
  root: string
  /** Absolute path of a configuration that is not found by itself. */
  config?: string
  /** Whether a configuration written in JavaScript or TypeScript may be run. */
  allowConfigExecution: boolean
}

interface Checker {
  workspace: Workspace
  rules: RuleText[]
  examine: Engine['examine']
  inspect: Engine['inspect']
}

/** Opens the engine on a repository. Loaded only here, because most of the time to start is its parser. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { createChecker } = (await import('@bulkhead/checker')) as unknown as { createChecker: (options: EngineOptions) => Checker }
  const checker = createChecker(options)
  return {
    workspace: checker.workspace,
    rules: checker.rules,
    examine: progress => checker.examine(progress),
    inspect: () => checker.inspect(),
    dependencyCruiserConfig: async () => { throw new Error('not wired yet') },
  }
}
