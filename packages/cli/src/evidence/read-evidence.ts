import { readFileSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { EvidenceError, importEvidence, IMPORTERS, locator, type Evidence, type EvidenceFile } from '@bulkhead/gate'
import type { EvidenceEntry, Workspace } from '@bulkhead/workspace'
import { Trouble } from '../trouble.js'

/** Reads the files of evidence that the configuration names, as far as they are there, and those of the command line, which have to be. */
export function readEvidence({ root, config, filesEnding }: Pick<Workspace, 'root' | 'config' | 'filesEnding'>, named: readonly string[]): { evidence: Evidence[]; missing: string[] } {
  const context = { budgets: config.policy.budgets ?? {}, locate: locator(root, present(filesEnding)) }
  const given = named.map(argument => entryOf(argument, root))
  const asked = config.evidence.filter(({ file }) => !given.some(entry => entry.file === file))
  const missing: string[] = []
  const evidence = [...asked, ...given].flatMap((entry): Evidence[] => {
    const file = fileOf(entry, root)
    if (file) return [imported(file, context)]
    if (given.includes(entry)) throw new Trouble(`The evidence ${entry.file} does not exist.`, 'Pass a file that a tool wrote, such as --evidence jest:reports/jest.json.')
    missing.push(`${entry.file} is named under \`evidence\` and is not there${madeBy(entry)}`)
    return []
  })
  return { evidence, missing }
}

/** Asked only where a tool wrote paths of another machine, so the list is made then. */
function present(filesEnding: Workspace['filesEnding']): (path: string) => boolean {
  let files: Set<string> | undefined
  return path => (files ??= new Set(filesEnding(''))).has(path)
}

/** `jest:reports/jest.json`, or a file alone. A word before the colon that is no importer belongs to the path. */
function entryOf(argument: string, root: string): EvidenceEntry {
  const [, word, rest] = /^([a-z0-9-]+):(.+)$/.exec(argument) ?? []
  const tool = IMPORTERS.find(importer => importer.tool === word)?.tool
  const path = relative(root, resolve(tool === undefined ? argument : rest!)).split(sep).join('/')
  return { file: path, ...(tool !== undefined && { tool }) }
}

function fileOf(entry: EvidenceEntry, root: string): EvidenceFile | undefined {
  const path = join(root, entry.file)
  try {
    return { ...entry, text: readFileSync(path, 'utf8'), written: statSync(path).mtime.toISOString() }
  } catch {
    return undefined
  }
}

function imported(file: EvidenceFile, context: Parameters<typeof importEvidence>[1]): Evidence {
  try {
    return importEvidence(file, context)
  } catch (error) {
    if (error instanceof EvidenceError) throw new Trouble(error.message, 'Nothing is decided on evidence that cannot be read: make it again, or take it out.')
    throw error
  }
}

function madeBy({ tool }: EvidenceEntry): string {
  const importer = IMPORTERS.find(one => one.tool === tool)
  return importer ? `; \`${importer.made}\` makes such a file` : ''
}
