import type { Examination } from '@bulkhead/analysis'
import { decide, gateJson, gateText, harmless, type STAGES, unknownNames, written, type GateDecision, type Report } from '@bulkhead/gate'
import { readEvidence } from '../evidence/read-evidence.js'
import { stageDecided } from '../evidence/stage-decided.js'
import { FAILED, NO_VERDICT, PASSED } from '../exit-codes.js'
import { dayOf } from '../old-code/day.js'
import { manifest } from '../manifest.js'
import { shelfIn } from '../memory/shelf.js'
import { openRepository, type RepositoryOptions } from '../repository.js'
import { inCi } from '../terminal/ci.js'
import { wantsColor } from '../terminal/color.js'
import { deliver } from '../terminal/deliver.js'
import { showProgress } from '../terminal/progress.js'
import { Trouble } from '../trouble.js'
import type { Witness } from '../boundaries/second-witness.js'
import type { Engine } from '../engine.js'

/** The options of `bulkhead gate`. */
export interface GateOptions extends RepositoryOptions {
  stage: (typeof STAGES)[number]
  evidence: string[]
  format: 'text' | 'json' | 'html'
  output?: string
  /** The day that is taken for today. */
  asOf?: string
  /** Parts that were judged elsewhere. */
  merge?: string[]
  /** False with `--no-dependency-cruiser`. */
  dependencyCruiser: boolean
  /** False with `--no-cache`. */
  cache: boolean
}

/** Decides whether a stage may begin, from findings and evidence, delivers the cards and answers with the exit code. */
export async function gate(directory: string, options: GateOptions): Promise<number> {
  // Before the long part, like everything that a person may have mistyped.
  dayOf(options.asOf)
  const progress = showProgress('Examining')
  let witness: Witness | undefined
  try {
    const engine = await openRepository(directory, options)
    refuseUnknownNames(engine)
    if (options.merge) engine.take(options.merge)
    // Before the long part, so that a file that cannot be read is told at once.
    const { evidence, missing } = readEvidence(engine.workspace, options.evidence)
    witness = options.dependencyCruiser ? await engine.callWitness(options.cache ? shelfIn(engine.workspace.root) : undefined) : undefined
    const seen = engine.examine(progress.update)
    const confirmed = witness ? await witness.confirm(seen) : seen
    const { examination, agreed, decision } = await stageDecided(engine, confirmed, options, evidence)
    const report = options.format === 'html' ? await page(engine, { examination, agreed, decision, verdict: decide(examination, engine.rules, agreed) }, confirmed) : undefined
    progress.stop()
    for (const line of missing) process.stderr.write(`${harmless(line)}\n`)
    await deliver(report ?? (options.format === 'json' ? gateJson(decision) : gateText(decision, { color: options.output === undefined && wantsColor(process.stdout, process.env) })), options.output)
    return concluded(decision, options)
  } finally {
    witness?.dismiss()
    progress.stop()
  }
}

/** The decision as a page, with the findings and the map that it rests on. */
async function page({ rules, workspace, map }: Engine, decided: Omit<Report, 'rules'>, seen: Examination): Promise<string> {
  const { drawnMap } = await import('../map/in-report.js')
  return written('html', { ...decided, rules, map: await drawnMap(map(() => {}, seen)) }, { version: manifest().version, color: false, read: path => workspace.read(path) })
}

function refuseUnknownNames({ workspace: { config, services } }: Engine): void {
  const wrong = unknownNames(config.policy, services.map(({ name }) => name))
  if (wrong.length > 0) throw new Trouble(wrong.join('\n'), 'Put the names in the configuration right; `bulkhead init --dry-run` shows the services.')
}

function concluded({ passed, judged, stage }: GateDecision, { format, output }: GateOptions): number {
  if (output !== undefined) process.stderr.write(`The ${stage} is ${passed ? 'free' : 'stopped'}. The ${format} report is in ${harmless(output)}.\n`)
  if (!passed) return FAILED
  return judged || !inCi(process.env) ? PASSED : NO_VERDICT
}
