import type { FileFacts, Value } from '@bulkhead/facts'

/** `module.exports` */
export function isWholeExport(facts: FileFacts, { of, name }: Value & { is: 'member' }): boolean {
  const owner = name === 'exports' ? facts.values[of]! : undefined
  return owner?.is === 'global' && owner.name === 'module'
}

/** Whether a file exports nothing in the way of the language itself. */
export function isCommonJs(facts: FileFacts): boolean {
  return facts.imports.every(i => i.kind === 'require' || i.kind === 'dynamic') && facts.exportStars.length === 0 && facts.exports['default'] === undefined
}
