import { relative, resolve, sep } from 'node:path'
import { harmless, harmlessJson } from '@bulkhead/gate'
import { PASSED } from '../exit-codes.js'
import { isA, openRepository, type RepositoryOptions } from '../repository.js'
import { deliver } from '../terminal/deliver.js'
import { showProgress } from '../terminal/progress.js'
import { Trouble } from '../trouble.js'
import type { Portion } from '../engine.js'

/** What a part of a check is to be about. */
export interface PartOptions extends RepositoryOptions {
  /** `2/5`: the second of five. */
  shard?: string
  /** A folder. */
  package?: string
  output?: string
  /** What a part knows nothing of: each is for whoever puts the parts together. */
  since?: string
  staged?: boolean
  fixSuggestions?: boolean
  jobSummary?: boolean
  resident?: boolean
}

/** Judges a portion of a repository and writes down what came out. Nothing is decided, so nothing can fail. */
export async function part(directory: string, options: PartOptions): Promise<number> {
  const portion = portionOf(directory, options)
  refuseDecisions(options)
  const progress = showProgress('Examining')
  try {
    const engine = await openRepository(directory, options)
    const found = engine.part(portion, progress.update)
    progress.stop()
    await deliver(harmlessJson(found), options.output)
    if (options.output !== undefined) process.stderr.write(`${found.said.length} ${found.said.length === 1 ? 'answer' : 'answers'} in ${harmless(options.output)}; \`bulkhead gate --merge\` decides.\n`)
    return PASSED
  } finally {
    progress.stop()
  }
}

function portionOf(directory: string, { shard, package: folder }: PartOptions): Portion {
  if (shard !== undefined && folder !== undefined) throw new Trouble('--shard and --package ask for two different parts.', 'Leave one of them out.')
  if (folder !== undefined) return { folder: folderIn(directory, folder) }
  const [, n, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(shard ?? '') ?? []
  if (!n || !of || Number(n) < 1 || Number(n) > Number(of)) throw new Trouble(`--shard is \`${harmless(shard ?? '')}\`, and that is no part of a whole.`, 'Write it as 2/5: the second of five.')
  return { shard: Number(n), of: Number(of) }
}

function folderIn(directory: string, folder: string): string {
  const path = relative(resolve(directory), resolve(folder)).split(sep).join('/')
  if (!isA('directory', resolve(folder)) || path.startsWith('..')) throw new Trouble(`${folder} is no folder of ${directory}.`, 'Pass the folder of a package: bulkhead check ../.. --package .')
  return path
}

function refuseDecisions({ since, staged, fixSuggestions, jobSummary, resident, output }: PartOptions): void {
  const asked = Object.entries({ '--since': since !== undefined, '--staged': staged, '--fix-suggestions': fixSuggestions, '--job-summary': jobSummary, '--resident': resident }).filter(([, is]) => is)
  if (asked.length > 0) throw new Trouble(`A part knows nothing of ${asked.map(([name]) => name).join(', ')}.`, 'Ask for that where the parts are put together: bulkhead check --merge.')
  // Part files lie where the repository is; under another name each would be a change of it.
  if (output !== undefined && !output.endsWith('.part.json')) throw new Trouble(`${output} is no name for a part.`, 'Let it end with .part.json: files of that name are left out when the parts are compared with what lies here.')
}
