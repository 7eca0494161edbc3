import type { CheckId } from '@bulkhead/analysis'
import type { Evidence } from './evidence.js'
import { EvidenceError } from './evidence.js'
import type { Budgets, Importer } from './importer.js'
import { redocly, spectral } from './importers/api-description.js'
import { npmAudit, pnpmAudit } from './importers/audit.js'
import { buf, oasdiff } from './importers/breaking-changes.js'
import { istanbul, lcov } from './importers/coverage.js'
import { dependencyCruiser } from './importers/dependency-cruiser.js'
import { eslint } from './importers/eslint.js'
import { jest, vitest } from './importers/jest.js'
import { junit } from './importers/junit.js'
import { k6 } from './importers/k6.js'
import { sarif } from './importers/sarif.js'
import { squawk } from './importers/squawk.js'
import { tsc } from './importers/tsc.js'

/** Every format of evidence that can be imported. */
export const IMPORTERS: readonly Importer[] = [
  eslint, sarif, tsc, jest, vitest, junit, istanbul, lcov, npmAudit, pnpmAudit, dependencyCruiser, k6, redocly, spectral, oasdiff, buf, squawk,
]

/** A file of evidence, and what was said of it. */
export interface EvidenceFile {
  file: string
  text: string
  /** The format; left out, the one format that can read it. */
  tool?: string
  check?: CheckId
  covers?: readonly string[]
  service?: string
  /** When the file was written, for formats that do not say when they were made. */
  written?: string
}

/** Reads one file of evidence. @throws EvidenceError naming the file, what is wrong and what to do. */
export function importEvidence(given: EvidenceFile, { budgets, locate }: { budgets: Budgets; locate: (path: string) => string }): Evidence {
  const { file, written } = given
  const importer = importerOf(given)
  const check = given.check ?? importer.check
  const { tool = importer.tool, when = written, ...imported } = read(importer, given, { check, budgets, locate })
  // One report of tests says nothing of the other kind, unless whoever names it says so.
  const covers = given.covers ?? imported.covers ?? (check === 'tests' ? ['unit tests'] : undefined)
  return {
    ...imported, check, tool, file, ...(when !== undefined && { when }), ...(covers !== undefined && { covers }), ...(given.service !== undefined && { service: given.service }),
    places: imported.places.map(place => ({ ...place, file: place.file === '' ? file : place.file })),
  }
}

function importerOf(given: EvidenceFile): Importer {
  const named = IMPORTERS.find(({ tool }) => tool === given.tool)
  if (named) return named
  const known = IMPORTERS.map(({ tool }) => `\`${tool}\``).join(', ')
  if (given.tool !== undefined) throw new EvidenceError(`\`${given.file}\`: there is no importer \`${given.tool}\`. The importers are ${known}.`)
  const able = IMPORTERS.filter(importer => reads(importer, given))
  if (able.length === 1) return able[0]!
  const why = able.length === 0 ? 'no importer can read it: it is cut off, empty, or of another format' : `more than one importer can read it (${able.map(({ tool }) => tool).join(', ')})`
  throw new EvidenceError(`\`${given.file}\`: ${why}. Name its tool, as \`--evidence junit:${given.file}\` or under \`evidence\` in the configuration: ${known}.`)
}

const BLIND = { budgets: {}, locate: (path: string) => path }

function reads(importer: Importer, given: EvidenceFile): boolean {
  try {
    importer.read(given.text, { check: importer.check, ...BLIND })
    return true
  } catch {
    return false
  }
}

function read(importer: Importer, { file, text }: EvidenceFile, context: Parameters<Importer['read']>[1]): ReturnType<Importer['read']> {
  try {
    // Editors and shells on Windows begin a file with a mark that is no part of it.
    return importer.read(text.replace(/^\uFEFF/, ''), context)
  } catch (error) {
    throw error instanceof EvidenceError ? new EvidenceError(`\`${file}\` is no evidence: ${error.message}`) : error
  }
}
