import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Examination } from '@bulkhead/analysis'
import type { RuleText } from '@bulkhead/gate'
import type { Config, RepoPath } from '@bulkhead/workspace'
import { digestOfFile, outlineOf, type Outline } from '@bulkhead/workspace/outline'
import { today } from '../old-code/day.js'
import { asked, type RepositoryOptions } from '../repository.js'
import { Digests } from './digests.js'
import { shelfIn, type Shelf } from './shelf.js'
import { versions } from './versions.js'

const FILES = 'files.json'
const STATE = 'examined-'

/** What was found out about one state of a repository. */
export interface Remembered {
  examination: Omit<Examination, 'root'>
  rules: RuleText[]
  /** What was asked about it afterwards, and what the answers were. */
  answers: Record<string, unknown>
  /** What it rests on beside the state that it is called after: there are files that git would not keep and that are looked for all the same. */
  restsOn: [path: RepoPath, digest: string][]
}

/** What is asked for beside the repository. */
export interface Question extends RepositoryOptions {
  dependencyCruiser: boolean
}

/** What earlier runs found out about a repository, and room for what this one finds out. */
export class Memory {
  /** What is known of exactly this state. */
  readonly known: Remembered | undefined
  private readonly digests: Digests
  private readonly state: string
  private readonly tableIsOld: boolean

  private constructor(readonly outline: Outline, private readonly shelf: Shelf, question: Question) {
    const { root, tree } = outline
    const table = JSON.parse(shelf.read(FILES) ?? '{}') as ConstructorParameters<typeof Digests>[1]
    this.digests = new Digests(root, table, outline.held)
    this.state = `${STATE}${this.stateOf(question)}.json`
    this.tableIsOld = this.digests.hasRead || Object.keys(table).length !== tree.all.length
    this.known = this.recalled()
  }

  /** The memory of a repository; undefined where there is no place for one. */
  static of(directory: string, question: Question): Memory | undefined {
    const { root, config, allowConfigExecution } = asked(directory, question)
    const shelf = shelfIn(root)
    return shelf && new Memory(outlineOf({ root, configFile: config, allowConfigExecution }), shelf, question)
  }

  /** Every file that git would keep may change what is found anywhere, and so may who looks, how, and whether a day has passed until which something is allowed. */
  private stateOf({ configExecution, dependencyCruiser }: Question): string {
    const { root, config, tree, notes } = this.outline
    const hash = createHash('sha256')
    hash.update(JSON.stringify([versions(), basename(root), config, configExecution, dependencyCruiser, passedIn(config, today()), notes.notJudged]))
    for (const path of tree.all) hash.update(`${path}\0${this.digests.of(path)}\0`)
    for (const path of tree.besides) hash.update(`${path}\0${besides(root, path)}\0`)
    return hash.digest('hex').slice(0, 32)
  }

  private recalled(): Remembered | undefined {
    const text = this.shelf.read(this.state)
    if (text === undefined) return undefined
    const remembered = JSON.parse(text) as Remembered
    if (!remembered.restsOn.every(([path, digest]) => digestOfFile(this.outline.root, path) === digest)) return undefined
    this.shelf.touch(this.state)
    this.keepDigests()
    return remembered
  }

  /** Leaves it for the next run, unless something has changed in between or what was found out may be otherwise by then. Tells whether it did. */
  keep(remembered: Remembered): boolean {
    if (remembered.examination.notJudged.some(({ passing }) => passing) || !this.digests.areSteady()) return false
    this.shelf.write(this.state, JSON.stringify(remembered))
    this.shelf.touch(this.state)
    this.shelf.tidy(STATE)
    this.keepDigests()
    return true
  }

  /** Spares the next run the reading of what has not changed. */
  private keepDigests(): void {
    if (this.tableIsOld) this.shelf.write(FILES, JSON.stringify(this.digests.kept()))
  }
}

/** Of each decision that holds until a day, whether the day has passed. */
export function passedIn({ edges }: Config, today: string): boolean[] {
  return edges.map(({ until }) => until !== undefined && until < today)
}

/** What is not looked into can stand in the way all the same, or lead on by a `package.json`. */
function besides(root: string, path: RepoPath): string {
  if (path.endsWith('package.json')) return digestOfFile(root, path)
  try {
    const found = statSync(join(root, path))
    return found.isDirectory() ? `folder ${digestOfFile(root, `${path.replace(/\/$/, '')}/package.json`)}` : String(found.isFile())
  } catch {
    // A link that leads nowhere, or round in circles.
    return ''
  }
}
