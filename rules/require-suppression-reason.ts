import { defineRule } from '@bulkhead/analysis'

export default defineRule({
  name: 'require-suppression-reason',
  check: 'static-analysis',
  judges: 'suppressions',
  summary: 'Require a reason wherever a finding of Bulkhead is silenced.',
  why: `
    A silenced finding is a decision. Without its reason nobody can tell later whether it still holds, so nobody dares to remove it.
  `,
  fix: 'Write why after two dashes: eslint-disable-next-line bulkhead/<rule> -- <reason>.',
  recommended: 'off',

  *find(file) {
    for (const directive of file.directives()) {
      if (directive.kind === 'enable' || !directive.rules.some(rule => rule.startsWith('bulkhead/'))) continue
      if (directive.reason) yield { is: 'fine' }
      else yield { is: 'wrong', at: directive, message: 'This directive silences a finding and does not say why. Nobody will know when it may go.', related: [] }
    }
  },
})
