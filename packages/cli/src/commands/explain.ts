import { relative, resolve, sep } from 'node:path'
import { harmless, type RuleText } from '@bulkhead/gate'
import { PASSED } from '../exit-codes.js'
import { isA, openRepository, type RepositoryOptions } from '../repository.js'
import { ruleTexts } from '../rule-texts.js'
import { Trouble } from '../trouble.js'

/** The options of `bulkhead explain`. */
export interface ExplainOptions extends RepositoryOptions {
  root: string
}

/** Prints the page of a rule, or why a file belongs to its service. */
export async function explain(subject: string, options: ExplainOptions): Promise<number> {
  const rules = ruleTexts((await import('@bulkhead/rules')).default)
  const rule = rules.find(({ name }) => name === subject.replace(/^bulkhead\//, ''))
  process.stdout.write(rule === undefined ? await filePage(repoPath(subject, options.root, rules), options) : rulePage(rule))
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

async function filePage(file: string, options: ExplainOptions): Promise<string> {
  const { workspace } = await openRepository(options.root, options)
  const { path, scope, service, owners, because } = workspace.explain(file)
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
