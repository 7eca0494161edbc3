import { ESLintUtils, type TSESLint } from '@typescript-eslint/utils'
import type { Finding, Rule, Suggestion } from '@bulkhead/analysis'
import { findingsIn } from './checkers.js'

const createRule = ESLintUtils.RuleCreator(name => `https://github.com/bulkhead-dev/bulkhead/blob/main/docs/rules/${name}.md`)

/** Makes one thin ESLint rule of a Bulkhead rule: it asks the checker for the file and reports what concerns this rule. */
export function eslintRule(rule: Rule): TSESLint.RuleModule<'finding' | 'suggestion', []> {
  return createRule<[], 'finding' | 'suggestion'>({
    name: rule.name,
    // Suggestions, and no fixes: what `eslint --fix` changes nobody looks at.
    meta: { type: 'problem', hasSuggestions: true, docs: { description: rule.summary }, messages: { finding: '{{message}}', suggestion: '{{title}}' }, schema: [] },
    defaultOptions: [],
    create: context => ({
      Program() {
        for (const finding of findingsIn(context)) if (finding.rule === rule.name) context.report(descriptorOf(finding))
      },
    }),
  })
}

function descriptorOf(finding: Finding) {
  return {
    loc: {
      // ESLint counts columns from 0.
      start: { line: finding.line, column: finding.column - 1 },
      end: { line: finding.endLine, column: finding.endColumn - 1 },
    },
    messageId: 'finding' as const,
    data: { message: textOf(finding) },
    suggest: finding.suggestion && [suggestionOf(finding.suggestion)],
  }
}

function suggestionOf({ title, edits }: Suggestion): TSESLint.SuggestionReportDescriptor<'suggestion'> {
  return { messageId: 'suggestion', data: { title }, fix: fixer => edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text)) }
}

/** The message, the cure, and the first places of the evidence: an editor shows one text. */
function textOf({ message, fix, related }: Finding): string {
  const shown = related.slice(0, 3).map(place => `${place.file}:${place.line}`)
  const more = related.length > shown.length ? ` and ${related.length - shown.length} more` : ''
  return shown.length === 0 ? `${message} ${fix}` : `${message} ${fix} See ${shown.join(', ')}${more}.`
}
