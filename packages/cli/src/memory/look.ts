import { resolve } from 'node:path'
import type { Examination } from '@bulkhead/analysis'
import { Notes, textReader } from '@bulkhead/workspace/outline'
import type { Witness } from '../boundaries/second-witness.js'
import type { Engine } from '../engine.js'
import { openRepository } from '../repository.js'
import type { Progress } from '../terminal/progress.js'
import { afterwards, Answers, NotRemembered, type Afterwards } from './afterwards.js'
import { Memory, type Question, type Remembered } from './memory.js'
import { shelfIn } from './shelf.js'
import type { Trees } from './trees.js'

/** How to look at a repository. */
export interface LookOptions extends Question {
  /** False with `--no-cache`. */
  cache: boolean
  /** Parts that were judged elsewhere. */
  merge?: string[]
}

/** A repository that was looked at, now or before. */
export interface Looked {
  examination: Examination
  root: string
  read: Afterwards['workspace']['read']
  rules: Afterwards['rules']
  /** Asks what is asked after looking. What nobody asked before opens the engine, and is asked again. */
  ask: <T>(question: (of: Afterwards) => Promise<T>) => Promise<T>
  /** The engine, for everything else. */
  open: () => Promise<Engine>
  /** Leaves what was found out for the next run. */
  keep: () => Promise<void>
}

/** Looks at a repository with dependency-cruiser as second witness, or remembers what was seen of exactly this state. `opened`: an engine that is there. */
export async function look(directory: string, options: LookOptions, progress: Progress['update'], opened?: Engine): Promise<Looked> {
  const memory = opened || options.merge || !options.cache ? undefined : Memory.of(directory, options)
  let engine = opened
  const open = async (): Promise<Engine> => (engine ??= await openRepository(directory, options, undefined, memory?.outline))
  // git answers while this process is busy.
  const committed = memory && !memory.known ? commitIn(memory, options) : undefined
  const [remembered, answers] = memory?.known ? [memory.known, new Answers(memory.known.answers)] : await seen(await open(), options, progress)
  const { rules } = remembered
  const examination = { root: resolve(directory), ...remembered.examination }
  const { config } = memory?.outline ?? (await open()).workspace
  const read = textReader(examination.root, new Notes())
  const of = afterwards(answers, rules, { root: examination.root, config, services: examination.services, read })
  return {
    examination, root: examination.root, read, rules, open,
    ask: async question => {
      try {
        return await question(of)
      } catch (error) {
        if (!(error instanceof NotRemembered)) throw error
        answers.engine = await open()
        return question(of)
      }
    },
    keep: async () => {
      // What was answered afterwards may rest on more than what was seen before.
      const restsOn = [...new Map([...remembered.restsOn, ...engine?.workspace.restsOn() ?? []])]
      if (!memory || memory.known && !answers.areNew || !memory.keep({ ...remembered, answers: answers.given, restsOn })) return
      const commit = await committed
      // What was looked for elsewhere and found is in no commit.
      if (commit && engine && [...engine.workspace.restsOn()].every(([path, digest]) => digest === '' || commit.kept.has(path))) await commit.trees.keep(commit.tree, examination, engine)
    },
  }
}

/** The commit that was looked at, where that is what lies there: it may be asked for when it is the past. */
async function commitIn({ outline: { root, tree } }: Memory, options: LookOptions): Promise<{ trees: Trees; tree: string; kept: ReadonlySet<string> } | undefined> {
  try {
    const { Trees } = await import('./trees.js')
    const trees = await Trees.of(root, options)
    const clean = await trees?.clean(tree)
    return clean && { trees: trees!, ...clean }
  } catch {
    // No git, no repository, no commit yet.
    return undefined
  }
}

/** Looks at it, now. */
async function seen(engine: Engine, { dependencyCruiser, cache, merge }: LookOptions, progress: Progress['update']): Promise<[Remembered, Answers]> {
  if (merge) engine.take(merge)
  let witness: Witness | undefined
  try {
    witness = dependencyCruiser ? await engine.callWitness(cache ? shelfIn(engine.workspace.root) : undefined) : undefined
    const own = engine.examine(progress)
    const { root: _root, ...examination } = witness ? await witness.confirm(own) : own
    const answers = new Answers({}, engine)
    return [{ examination, rules: engine.rules, answers: answers.given, restsOn: [...engine.workspace.restsOn(), ...await witness?.restsOn() ?? []] }, answers]
  } finally {
    witness?.dismiss()
  }
}
