import { relative, resolve, sep } from 'node:path'
import { harmless, type RuleText } from '@bulkhead/gate'
import type { Explanation } from '@bulkhead/workspace'
import { PASSED } from '../exit-codes.js'
import { isA, openRepository, type RepositoryOptions } from '../repository.js'
import { Trouble } from '../trouble.js'

/** The options of `bulkhead explain`. */
export interface ExplainOptions extends RepositoryOptions {
  root: string
}

/** Prints the page of a rule, or why a file belongs to its service. */
export async function explain(subject: string, options: ExplainOptions): Promise<number> {
  const engine = await openRepository(options.root, options)
  const rule = engine.rules.find(({ name }) => name === subject.replace(/^bulkhead\//, ''))
  if (rule !== undefined) process.stdout.write(rulePage(rule))
  else process.stdout.write(filePage(engine.workspace.explain(repoPath(subject, options.root, engine.rules))))
  return PASSED
}

function repoPath(subject: string, root: string, rules: readonly RuleText[]): string {
  // A path is meant from where the person stands; `--root` may be elsewhere, then it is meant from there.
  const found = [resolve(subject), resolve(root, subject)].find(path => isA('file', path))
  if (found === undefined) {
    throw new Trouble(`${subject} is neither a rule nor a file.`, `The rules: ${rules.map(({ name }) => name).join(', ')}.`)
  }
  const path = relative(resolve(root), found)
  if (path.startsWith('..')) throw new Trouble(`${subject} is outside of the repository.`, 'Pass the repository that it is in: --root <dir>.')
  return path.split(sep).join('/')
}

function rulePage({ name, check, summary, why, fix, docs }: RuleText): string {
  const paragraphs = [`bulkhead/${name}`, summary, `Why: ${why.trim()}`, `Fix: ${fix.trim()}`, `Fails the check: ${check}`]
  if (docs !== undefined) paragraphs.push(`More: ${docs}`)
  return `${paragraphs.join('\n\n')}\n`
}

function filePage({ path, scope, service, owners, because }: Explanation): string {
  const lines = [
    path,
    `  scope    ${scope}`,
    `  service  ${service ?? 'none'}`,
    `  owners   ${owners.length === 0 ? 'none' : owners.join(' ')}`,
    'because',
    ...because.map((reason, index) => `  ${index + 1}. ${reason}`),
  ]
  return `${lines.map(harmless).join('\n')}\n`
}
