import type { Colors } from 'picocolors/types.js'
import type { Agreed, Upkeep } from '../../old-code/agreed.js'
import { waiverWords } from '../../old-code/waivers.js'
import { harmless } from '../harmless.js'

const SHOWN = 20

/** What was agreed about old findings and is not so any more, each with its cure. */
export function upkeepSection(upkeep: readonly Upkeep[], c: Colors): string[] {
  if (upkeep.length === 0) return []
  const lines = upkeep.slice(0, SHOWN).map(({ message, cure }) => `  - ${harmless(message)}${c.dim(` (${harmless(cure)})`)}`)
  const more = upkeep.length - SHOWN
  return [c.red(c.bold(`Not so any more (${upkeep.length})`)), ...lines, ...(more > 0 ? [`  and ${more} more, see --format json`] : []), '']
}

/** What is waived, by whom and until when, and what the owners of waivers have to know. */
export function waivedSection({ waived, notes }: Pick<Agreed, 'waived' | 'notes'>, c: Colors): string[] {
  const lines = waived.slice(0, SHOWN).map(({ finding, waiver }) => `  - ${harmless(`${finding.file}:${finding.line}:${finding.column}  ${finding.rule}`)}${c.dim(`  ${harmless(waiverWords(waiver))}`)}`)
  const more = waived.length - SHOWN
  return [
    ...(waived.length > 0 ? [c.bold(`Waived (${waived.length})`), ...lines, ...(more > 0 ? [`  and ${more} more, see --format json`] : []), ''] : []),
    ...(notes.length > 0 ? [...notes.map(note => c.yellow(harmless(note))), ''] : []),
  ]
}
