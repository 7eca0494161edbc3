import { harmlessJson } from '@bulkhead/gate'
import { manifest } from '../manifest.js'
import { drawnMap } from '../map/in-report.js'
import { PASSED } from '../exit-codes.js'
import { openRepository, type RepositoryOptions } from '../repository.js'
import { contractsIn, generatedIn } from '../review/contracts.js'
import { recordsIn } from '../review/decisions.js'
import { migrationsIn } from '../review/delivery.js'
import { reviewMarkdown } from '../review/markdown.js'
import { pipelinesIn, updatersIn } from '../review/pipelines.js'
import { reviewPage } from '../review/page.js'
import { reviewOf } from '../review/review.js'
import { stackOf } from '../review/stack.js'
import { dayOf } from '../old-code/day.js'
import { deliver } from '../terminal/deliver.js'
import { showProgress } from '../terminal/progress.js'
import { readEvidence } from '../evidence/read-evidence.js'
import { stageDecided } from '../evidence/stage-decided.js'

/** The options of `bulkhead review`. */
export interface ReviewOptions extends RepositoryOptions {
  format: 'markdown' | 'json' | 'html'
  output?: string
  /** The day that is taken for today. */
  asOf?: string
}

/** Writes the seven-part architecture review of a repository. It judges nothing: whether it may go out is for `bulkhead gate` to say. */
export async function review(directory: string, options: ReviewOptions): Promise<number> {
  const progress = showProgress('Examining')
  try {
    const engine = await openRepository(directory, options)
    const { evidence } = readEvidence(engine.workspace, [])
    const { examination, decision } = await stageDecided(engine, engine.examine(progress.update), { stage: 'production', asOf: options.asOf }, evidence)
    const { services, config } = engine.workspace
    const map = engine.map(() => {}, examination)
    const written = reviewOf({
      examination, decision, map, services, config, rules: engine.rules, stack: stackOf(engine),
      contracts: contractsIn(engine), generated: generatedIn(engine), pipelines: pipelinesIn(engine), updaters: updatersIn(engine), migrations: migrationsIn(engine), records: recordsIn(engine), day: dayOf(options.asOf),
    })
    const forms: Record<ReviewOptions['format'], () => string | Promise<string>> = {
      markdown: () => reviewMarkdown(written),
      json: () => harmlessJson({ version: 1, ...written }),
      html: async () => reviewPage(written, await drawnMap(map), { version: manifest().version, read: path => engine.workspace.read(path) }),
    }
    const answer = await forms[options.format]()
    progress.stop()
    await deliver(answer, options.output)
    return PASSED
  } finally {
    progress.stop()
  }
}
