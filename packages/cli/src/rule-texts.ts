import type { Rule } from '@bulkhead/analysis'
import type { RuleText } from '@bulkhead/gate'
import { manifest } from './manifest.js'

/** Rules as the gate and its reports need them. */
export const ruleTexts = (rules: readonly Rule[]): RuleText[] =>
  rules.map(({ name, check, judges, covers, summary, why, fix }) => ({ name, check, judges, covers, summary, why: unwrapped(why), fix: unwrapped(fix), ...docsOf(name) }))

/** Paragraphs without the line breaks that the source needs: whoever shows them wraps them. */
const unwrapped = (text: string): string => text.trim().split(/\n\s*\n/).map(paragraph => paragraph.trim().replace(/\s+/g, ' ')).join('\n\n')

// The pages lie beside the code, so their address follows from where the code is published, once that is known.
function docsOf(rule: string): Pick<RuleText, 'docs'> {
  const { homepage } = manifest()
  return homepage === undefined ? {} : { docs: `${homepage.replace(/[#?].*$|\/$/g, '')}/docs/rules/${rule}.md` }
}
