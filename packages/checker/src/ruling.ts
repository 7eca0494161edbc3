import type { File, Rule } from '@bulkhead/analysis'
import { ConfigError, type Config } from '@bulkhead/workspace'
import { defeat } from './not-judged.js'
import type { Answer } from './parts/told.js'

/** What a rule says of a file in which there is nothing to look at. */
export const NOTHING: Answer = { wrong: [], silent: { judged: 0, unknown: 0 }, defeated: [] }

/** Which rules run, with what options, and how severe what they report is. */
export class Ruling {
  private readonly options = new Map<Rule, object>()

  /** @throws ConfigError where the configuration names a rule that does not exist: what it was to change would stay as it is, unseen. */
  constructor(private readonly rules: Rule[], private readonly config: Config, private readonly strict: boolean) {
    const names = rules.map(({ name }) => name)
    const named = [...Object.keys(config.rules).map(name => ({ key: `rules.${name}`, name })), ...config.baseline.never.map((name, i) => ({ key: `baseline.never[${i}] (${name})`, name }))]
    const unknown = named.filter(({ name }) => !names.includes(name))
    if (unknown.length > 0) throw new ConfigError(config.file ?? 'The configuration', unknown.map(({ key }) => `${key}: there is no such rule. The rules: ${names.join(', ')}.`))
  }

  active(): Rule[] {
    return this.rules.filter(rule => this.severityOf(rule) !== 'off')
  }

  /** A rule's answers of a file. A file that defeats us costs its own findings, and says so, never those of the others. */
  judge(rule: Rule, file: File): Answer {
    let answer = NOTHING
    try {
      for (const outcome of rule.find(file, this.optionsOf(rule))) {
        if (answer === NOTHING) answer = { wrong: [], silent: { judged: 0, unknown: 0 }, defeated: [] }
        if (outcome.is === 'wrong') answer.wrong.push(outcome)
        else answer.silent.judged++
        if (outcome.is === 'unknown') answer.silent.unknown++
      }
    } catch (error) {
      return { ...answer, defeated: [defeat(file.path, rule, error)] }
    }
    return answer
  }

  severityOf(rule: Rule): 'error' | 'warn' | 'off' {
    const { rules: configured, suppressions } = this.config
    const set = configured[rule.name]?.severity
    if (set) return set
    if (rule.name === 'require-suppression-reason' && suppressions.requireReason) return 'error'
    return this.strict ? 'error' : rule.recommended ?? 'error'
  }

  /** An error is not left to a rule that only warns. */
  mayYield(rule: Rule): boolean {
    const before = this.rules.find(({ name }) => name === rule.behind)
    return before !== undefined && (this.severityOf(before) === 'error' || this.severityOf(before) === this.severityOf(rule))
  }

  private optionsOf(rule: Rule): object {
    let known = this.options.get(rule)
    if (!known) this.options.set(rule, (known = { ...rule.options, ...this.config.rules[rule.name]?.options }))
    return known
  }
}
