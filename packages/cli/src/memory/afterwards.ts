import type { RuleText } from '@bulkhead/gate'
import type { Service, Waived, Workspace } from '@bulkhead/workspace'
import type { Engine } from '../engine.js'

/** What is asked of a repository once everything in it has been looked at. */
export interface Afterwards {
  rules: RuleText[]
  declares: Engine['declares']
  identify: Engine['identify']
  workspace: Waived & Pick<Workspace, 'root'> & { serviceOf: (path: string) => Pick<Service, 'name'> | undefined }
}

/** Something is asked that nobody asked before, and no engine is open. */
export class NotRemembered extends Error {
  override name = 'NotRemembered'
}

/** Answers that an engine gave, to be given again without one. */
export class Answers {
  /** Whether there are new ones. */
  areNew = false

  constructor(readonly given: Record<string, unknown>, public engine?: Engine) {}

  /** An answer to a question, whose words name it. @throws NotRemembered where it takes an engine, and there is none. */
  to<T>(question: string, ask: (engine: Engine) => T): T {
    if (Object.hasOwn(this.given, question)) return this.given[question] as T
    if (!this.engine) throw new NotRemembered(question)
    this.areNew = true
    // As it will be remembered: what is undefined is null then.
    return (this.given[question] = ask(this.engine) ?? null) as T
  }
}

/** Who answers afterwards, by what is remembered or else by the engine. */
export function afterwards(answers: Answers, rules: RuleText[], of: Pick<Afterwards['workspace'], 'root' | 'config' | 'services' | 'read'>): Afterwards {
  return {
    rules,
    declares: (path, symbol) => answers.to(`declares ${path} ${symbol}`, engine => engine.declares(path, symbol)),
    identify: ({ file, line, column, endLine, endColumn }) => answers.to(`identity of ${file} ${line}:${column}-${endLine}:${endColumn}`, engine => engine.identify({ file, line, column, endLine, endColumn })),
    workspace: {
      ...of,
      serviceOf: path => {
        const name = answers.to<string | null | undefined>(`service of ${path}`, engine => engine.workspace.serviceOf(path)?.name)
        return name == null ? undefined : { name }
      },
      everyOwner: () => new Set(answers.to('owners', engine => [...engine.workspace.everyOwner()])),
    },
  }
}
