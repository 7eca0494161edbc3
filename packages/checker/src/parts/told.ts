import type { Outcome, Rule, RuleCount } from '@bulkhead/analysis'
import type { NotJudged, RepoPath } from '@bulkhead/workspace'
import type { Part, Silent } from './part.js'
import { Dealt } from './portion.js'

/** What a rule answers of a file. */
export interface Answer {
  wrong: (Outcome & { is: 'wrong' })[]
  /** The answers that are not. */
  silent: RuleCount
  defeated: NotJudged[]
}

/** Gathers the answers of a part. */
export class Writing {
  private readonly said: Part['said'] = []
  private readonly silent = new Map<string, Silent>()
  private readonly defeated: Part['defeated'] = []

  add(rule: string, file: RepoPath, service: string, { wrong, silent, defeated }: Answer): void {
    this.said.push(...wrong.map(outcome => ({ rule, file, outcome })))
    this.defeated.push(...defeated.map(notJudged => ({ rule, file, notJudged })))
    const key = keyOf(rule, service)
    const { judged, unknown } = this.silent.get(key) ?? { judged: 0, unknown: 0 }
    if (silent.judged > 0) this.silent.set(key, { rule, service, judged: judged + silent.judged, unknown: unknown + silent.unknown })
  }

  written(): Pick<Part, 'said' | 'silent' | 'defeated'> {
    return { silent: [...this.silent.values()], said: this.said, defeated: this.defeated }
  }
}

/** What parts tell, so that nothing of it is judged again. */
export class Told {
  private readonly dealt: Dealt[]
  private readonly answers = new Map<string, Answer>()

  constructor(private readonly parts: readonly Part[], files: readonly RepoPath[]) {
    this.dealt = parts.map(({ portion }) => new Dealt(portion, files))
    for (const { said, defeated } of parts) {
      for (const { rule, file, outcome } of said) this.answer(rule, file).wrong.push(outcome)
      for (const { rule, file, notJudged } of defeated) this.answer(rule, file).defeated.push(notJudged)
    }
  }

  /** Undefined where no part was asked. What is silent of it is in `silent()`. */
  of(rule: Rule, file: RepoPath): Answer | undefined {
    return this.dealt.some(dealt => dealt.holds(rule, file)) ? this.answers.get(keyOf(rule.name, file)) ?? nothing() : undefined
  }

  silent(): Silent[] {
    return this.parts.flatMap(({ silent }) => silent)
  }

  /** What the parts could not look at. */
  notJudged(): NotJudged[] {
    return this.parts.flatMap(({ notJudged }) => notJudged)
  }

  private answer(rule: string, file: RepoPath): Answer {
    const key = keyOf(rule, file)
    const known = this.answers.get(key) ?? nothing()
    this.answers.set(key, known)
    return known
  }
}

const nothing = (): Answer => ({ wrong: [], silent: { judged: 0, unknown: 0 }, defeated: [] })

const keyOf = (rule: string, of: string): string => `${rule}\0${of}`
