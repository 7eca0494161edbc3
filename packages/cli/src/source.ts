import type { Engine } from './engine.js'
import type { LookOptions } from './memory/look.js'
import type { Staged } from './old-code/staged.js'
import type { RepositoryOptions } from './repository.js'

/** From where a check has its engine, and what is staged. */
export interface Source {
  /** An engine that is open already, and says what is so now. */
  opened?: (directory: string, options: RepositoryOptions) => Promise<Engine>
  stage: (directory: string, options: LookOptions) => Promise<Staged>
}

/** Nothing is open, and what is staged is written for the one question. Loaded when it is asked: git is not needed for more. */
export const fresh: Source = { stage: async (directory, options) => (await import('./old-code/staged.js')).stage(directory, options) }
