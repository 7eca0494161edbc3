import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { RepoPath } from '@bulkhead/workspace'
import type { ForbiddenRule } from './compile.js'

/** What one run of dependency-cruiser is asked. */
export interface Request {
  /** The real path of the repository's root. */
  root: string
  forbidden: ForbiddenRule[]
  groups: Group[]
}

/** Files that share what a specifier means to them and how they are compiled. */
export interface Group {
  sources: RepoPath[]
  /** Specifiers, each followed by `$`, and the absolute path they mean; false where they lead out of the repository. */
  aliases: Record<string, string | false>
  /** Absolute path of the nearest tsconfig.json. */
  tsConfig?: string
}

/** What dependency-cruiser saw. */
export interface Answer {
  typescript: { usable: boolean; version?: string }
  /** Together they hold every source of the request, once. */
  groups: (GroupAnswer | { sources: RepoPath[]; error: string })[]
  /** Absolute paths of what was looked for beside the sources, there or not: what a tsconfig extends may be installed, or lie outside of the repository. */
  asked: string[]
}

/** What dependency-cruiser saw in one group. */
export interface GroupAnswer {
  sources: RepoPath[]
  modules: CruisedModule[]
  violations: { from: RepoPath; to: RepoPath; rule: string }[]
}

/** One file and all it imports. */
export interface CruisedModule {
  source: RepoPath
  dependencies: { module: string; resolved: string; couldNotResolve: boolean; types: string[] }[]
}

/** The program that runs dependency-cruiser: plain JavaScript, so that it is the same for the source and for what was built. */
export const PROGRAM = fileURLToPath(new URL('../child/cruise.mjs', import.meta.url))

/** A process that is getting ready to run dependency-cruiser: loading it takes longer than most of its answers. */
export class Cruiser {
  private readonly child: ChildProcess
  private readonly answer: Promise<Answer>
  private sent!: () => void
  /** Settled when the question has left this process, which may then be busy with something else. */
  readonly asked = new Promise<void>(resolve => { this.sent = resolve })

  constructor(root: string, program: string = PROGRAM) {
    const child = fork(program, { cwd: root, execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    this.child = child
    this.answer = answerOf(child)
    // Nobody may ever ask; then nobody minds that no answer came.
    this.answer.catch(() => {})
  }

  /** Asks once; rejects with a plain reason where the process gives no answer. The question waits where the process is not ready yet. */
  ask(request: Request): Promise<Answer> {
    // A process that has ended already says so by its answer.
    this.child.send(request, () => this.sent())
    return this.answer
  }

  /** Sends the process away, asked or not. */
  dismiss(): void {
    this.child.kill()
  }
}

function answerOf(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let complaint = ''
    let answer: Answer | undefined
    child.stderr?.setEncoding('utf8').on('data', (text: string) => { complaint += text })
    child.on('message', message => { answer = message as Answer })
    child.on('error', reject)
    child.on('close', code => {
      if (answer === undefined) reject(new Error(reasonIn(complaint) ?? `it ended with exit code ${code} and no answer`))
      else resolve(answer)
    })
  })
}

/** The line of a stack trace that says what went wrong. */
function reasonIn(complaint: string): string | undefined {
  return complaint.split('\n').find(line => /^\w*Error\b/.test(line))?.trim()
}
