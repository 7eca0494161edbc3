import type { Rule } from '@bulkhead/analysis'
import type { RuleText } from '@bulkhead/gate'
import { manifest } from './manifest.js'

type Proof = Pick<RuleText, 'judges' | 'covers'>

/**
 * What each rule counts, and which part of its check it proves when it finds nothing. A rule that is not named here can
 * still fail its check; it just cannot carry it.
 */
const PROOF: Readonly<Record<string, Proof>> = {
  'no-cross-boundary-db-import': { judges: 'imports of a foreign database layer' },
  'require-idempotency-key': { judges: 'side-effecting requests', covers: 'outbound side effects' },
  'require-request-timeout': { judges: 'outbound requests', covers: 'timeouts' },
  'require-suppression-reason': { judges: 'suppressions' },
}

/** Rules as the gate and its reports need them. */
export const ruleTexts = (rules: readonly Rule[]): RuleText[] =>
  rules.map(({ name, check, summary, why, fix }) => ({ name, check, summary, why: unwrapped(why), fix: unwrapped(fix), ...docsOf(name), ...PROOF[name] }))

/** Paragraphs without the line breaks that the source needs: whoever shows them wraps them. */
const unwrapped = (text: string): string => text.trim().split(/\n\s*\n/).map(paragraph => paragraph.replace(/\s+/g, ' ')).join('\n\n')

// The pages lie beside the code, so their address follows from where the code is published, once that is known.
function docsOf(rule: string): Pick<RuleText, 'docs'> {
  const { homepage } = manifest()
  return homepage === undefined ? {} : { docs: `${homepage.replace(/[#?].*$|\/$/g, '')}/docs/rules/${rule}.md` }
}
