import { type Model, ownModels, type Row, rowsOf } from '@bulkhead/models'
import { satisfies } from 'semver'
import type { Clock } from './clock.js'
import { versionOf } from './installed.js'
import { installedAs, packageOf } from './load.js'
import { answering, type Peer, silent, stalling, dripping, unanswered } from './peer.js'
import type { Proof, Scene } from './proof.js'
import { provePatience, proveRetries } from './retries.js'
import { Absent } from './server.js'
import { Sender } from './stage.js'
import { isAmbient, proveBound, proveCovers, proveDeadline, proveDefault, proveIdempotency, proveIneffective, proveRefusal, type Trial } from './trial.js'

/** What came of one row with one set of installed packages. */
export interface Outcome {
  row: string
  /** `unproven` says of itself that it cannot be shown; `skipped` could be on another machine. */
  is: 'proven' | 'failed' | 'skipped' | 'unproven'
  text?: string
}

/** All rows of a model with one set of installed packages. */
export interface Run {
  /** Such as `axios 1.21.1`. */
  version: string
  outcomes: Outcome[]
}

/** Whether a row is shown in the tests too: what is tried ends soon, and needs no collection of garbage. */
export function isHot(row: Row): boolean {
  return ['bound', 'deadline', 'idempotency', 'ineffective'].includes(row.kind) && !(row.kind === 'ineffective' && row.ineffective.because === 'lost')
}

/** Proves every row of a model that can be shown by running, once for each set of installed packages. With `hot`, only what is quick and needs no clock. */
export async function run(proof: Proof, { hot = false, clock }: { hot?: boolean; clock?: Clock } = {}): Promise<Run[]> {
  const model = modelOf(proof)
  const rows = rowsOf(model)
  refuseStale(proof, rows)
  const runs: Run[] = []
  for (const packages of proof.installed ?? [{}]) {
    const version = versionText(model, packages)
    const held = rows.filter(row => (!hot || isHot(row)) && holdsIn(version, row))
    const outcomes = await new Playing(proof, model, packages, hot, clock).play(held)
    if (!outcomes.some(({ is }) => is !== 'unproven') && !hot) throw new Error('it proves nothing')
    runs.push({ version, outcomes: outcomes.sort((one, other) => (one.row < other.row ? -1 : 1)) })
  }
  return runs
}

/** The model that a proof is of, with the modules that it runs. */
export function modelOf({ model: file, modules }: Proof): Model {
  const found = ownModels().find(one => one.file === file)?.model
  if (found === undefined) throw new Error(`there is no model ${file}`)
  return modules === undefined ? found : { ...found, modules }
}

/** The installed packages of a model and their versions, as they are written down. */
export function versionText(model: Model, packages: Record<string, string>): string {
  const main = (model.modules ?? [model.library]).map(packageOf)[0]
  if (main === undefined || model.operations?.every(({ calls }) => calls.every(call => call.startsWith('global.')))) return `Node.js ${process.versions.node.split('.')[0]}`
  return `${main} ${versionOf(installedAs(main, packages))}`
}

/** Some facts are only of some of a model's versions. */
function holdsIn(version: string, row: Row): boolean {
  return isOf(version, row.kind === 'bound' || row.kind === 'default' || row.kind === 'covers' ? row.bound.versions : row.kind === 'ineffective' ? row.ineffective.versions : row.kind === 'patience' ? row.patience.versions : undefined)
}

function isOf(version: string, range: string | undefined): boolean {
  return range === undefined || satisfies(version.split(' ').at(-1)!, range)
}

function refuseStale({ scenes, unproven = {} }: Proof, rows: Row[]): void {
  const named = [...Object.keys(unproven), ...scenes.flatMap(scene => scene.rows ?? [])]
  const gone = named.filter(name => !rows.some(row => takes(name, row)))
  if (gone.length > 0) throw new Error(`the model has no row ${gone.join(', ')}. It has ${rows.map(({ id }) => id).join('; ') || 'none'}`)
}

function takes(name: string, { id }: Row): boolean {
  return id === name || id.startsWith(`${name} `)
}

class Playing {
  /** Senders by scene and kind of peer. */
  private readonly senders = new Map<string, Promise<Sender>>()
  private readonly controls = new Map<Sender, Trial['controls']>()
  /** Rows that were tried: a second trial needs another call to compare with. */
  private readonly trialled = new Set<string>()

  constructor(
    private readonly proof: Proof,
    private readonly model: Model,
    private readonly packages: Record<string, string>,
    private readonly hot: boolean,
    private readonly clock: Clock | undefined,
  ) {}

  /** What can run beside others does; what is set for all calls, what looks at all that a peer was asked, and what needs another clock, comes after. */
  async play(rows: Row[]): Promise<Outcome[]> {
    const ambient = rows.filter(row => isAmbient('place' in row ? row.place : undefined))
    const alone = rows.filter(row => !ambient.includes(row) && (row.kind === 'retries' || row.kind === 'patience' || row.kind === 'idempotency' || row.kind === 'refuses' || (row.kind === 'default' && row.value !== 'off')))
    const outcomes = await Promise.all(rows.filter(row => !ambient.includes(row) && !alone.includes(row)).map(row => this.outcome(row)))
    // On a busy machine a connect alone may take longer than what was set. What is wrong is wrong again, with nothing beside it.
    for (const [i, { row: id, is }] of outcomes.entries()) if (is === 'failed') outcomes[i] = await this.outcome(rows.find(row => row.id === id)!)
    for (const row of [...alone, ...ambient]) {
      const first = await this.outcome(row)
      outcomes.push(first.is === 'failed' ? await this.outcome(row) : first)
    }
    for (const sender of this.senders.values()) await sender.then(one => one.close()).catch(() => {})
    return outcomes
  }

  private async outcome(row: Row): Promise<Outcome> {
    const reason = Object.entries(this.proof.unproven ?? {}).find(([name]) => takes(name, row))?.[1]
    if (reason !== undefined) return { row: row.id, is: 'unproven', text: reason }
    const scene = this.proof.scenes.find(one => one.rows === undefined || one.rows.some(name => takes(name, row)))
    if (scene === undefined) return { row: row.id, is: 'unproven', text: 'no scene of its proof takes it' }
    try {
      const { wrong, said } = await this.tried(row, scene)
      return wrong === undefined ? { row: row.id, is: 'proven', text: said } : { row: row.id, is: 'failed', text: wrong }
    } catch (error) {
      return error instanceof Absent ? { row: row.id, is: 'skipped', text: error.message } : { row: row.id, is: 'failed', text: error instanceof Error ? error.message : String(error) }
    }
  }

  private async tried(row: Row, scene: Scene): Promise<{ wrong?: string; said?: string }> {
    if (row.kind === 'retries' || row.kind === 'patience') {
      if (this.clock === undefined) throw new Error('attempts need a clock that runs faster')
      const version = versionText(this.model, this.packages)
      const model = { ...this.model, bounds: this.model.bounds?.filter(({ versions }) => isOf(version, versions)) }
      const counting = { scene, model, packages: this.packages, clock: this.clock }
      return { wrong: row.kind === 'patience' ? await provePatience(row, counting) : await proveRetries(row, counting) }
    }
    const sender = await this.sender(scene, scene.peer ?? peerFor(row))
    if (this.trialled.has(row.id)) this.controls.delete(sender)
    this.trialled.add(row.id)
    const trial: Trial = { scene, sender, at: peer => this.sender(scene, peer), hot: this.hot, clock: this.clock, controls: this.controlsOf(sender, row) }
    const wrong = await prove(row, trial)
    if (scene.undo && 'place' in row && isAmbient(row.place)) await scene.undo(sender)
    return { wrong, said: trial.said }
  }

  private sender(scene: Scene, peer: () => Promise<Peer>): Promise<Sender> {
    const key = `${this.proof.scenes.indexOf(scene)} ${peer.name}`
    const known = this.senders.get(key)
    if (known !== undefined) return known
    const made = peer().then(one => new Sender(this.model, this.packages, scene, one))
    this.senders.set(key, made)
    return made
  }

  private controlsOf(sender: Sender, row: Row): Trial['controls'] {
    if ('place' in row && isAmbient(row.place)) return new Map()
    const known = this.controls.get(sender)
    if (known !== undefined) return known
    const made: Trial['controls'] = new Map()
    this.controls.set(sender, made)
    return made
  }
}

function prove(row: Exclude<Row, { kind: 'retries' | 'patience' }>, trial: Trial): Promise<string | undefined> {
  switch (row.kind) {
    case 'bound':
      return proveBound(row, trial)
    case 'covers':
      return proveCovers(row, trial)
    case 'default':
      return proveDefault(row, trial)
    case 'deadline':
      return proveDeadline(row, trial)
    case 'idempotency':
      return proveIdempotency(row, trial)
    case 'ineffective':
      return proveIneffective(row, trial)
    case 'refuses':
      return proveRefusal(row, trial)
  }
}

/** The peer that a row needs: one that is not reached where only the connect is bounded, one that has begun to answer where only that is. */
function peerFor(row: Row): () => Promise<Peer> {
  if (row.kind === 'idempotency' || row.kind === 'refuses') return answering
  if (row.kind === 'ineffective') {
    const { because, covers = [] } = row.ineffective
    if (because !== 'phase' || !covers.some(phase => phase === 'first-byte' || phase === 'headers')) return silent
    return covers.includes('body-idle') ? dripping : stalling
  }
  const covers = 'bound' in row ? row.bound.covers : undefined
  return covers?.every(phase => phase === 'connect') ? unanswered : silent
}
