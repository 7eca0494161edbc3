import type { Directive } from './facts.js'
import type { Lines } from './lines.js'

const FORM = /^\s*eslint-(disable-next-line|disable-line|disable|enable)(?![\w-])([\s\S]*)$/

/** Reads ESLint's directive comments as ESLint reads them: `disable` and `enable` only in block comments, the reason after ` -- `. */
export function directivesOf(comments: { type: 'Line' | 'Block'; value: string; start: number; end: number }[], lines: Lines): Directive[] {
  return comments.flatMap(comment => {
    const match = FORM.exec(comment.value)
    if (!match) return []
    const kind = match[1] as Directive['kind']
    if (comment.type === 'Line' && (kind === 'disable' || kind === 'enable')) return []
    const [rules = '', reason] = match[2]!.split(/\s-{2,}\s/u, 2)
    return [{
      kind,
      rules: rules.split(',').map(r => r.trim()).filter(Boolean),
      reason: reason?.trim() || undefined,
      line: lines.at(comment.start).line,
      endLine: lines.at(comment.end).line,
      start: comment.start,
      end: comment.end,
    }]
  })
}
