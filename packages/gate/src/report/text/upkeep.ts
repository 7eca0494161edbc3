import type { Colors } from 'picocolors/types.js'
import type { Upkeep } from '../../old-code/agreed.js'
import { harmless } from '../harmless.js'

const SHOWN = 20

/** What was agreed about old findings and is not so any more, each with its cure. */
export function upkeepSection(upkeep: readonly Upkeep[], c: Colors): string[] {
  if (upkeep.length === 0) return []
  const lines = upkeep.slice(0, SHOWN).map(({ message, cure }) => `  - ${harmless(message)}${c.dim(` (${harmless(cure)})`)}`)
  const more = upkeep.length - SHOWN
  return [c.red(c.bold(`Not so any more (${upkeep.length})`)), ...lines, ...(more > 0 ? [`  and ${more} more, see --format json`] : []), '']
}
