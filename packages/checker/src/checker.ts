import { availableParallelism } from 'node:os'
import { ReadAhead } from '@bulkhead/facts'
import { Borders, Neighbours, definesData, harmlessImports, Layer, Project, crossingsOf, type Examination, type File, type Finding, type Operation, type Place, type Rule } from '@bulkhead/analysis'
import { loadModels } from '@bulkhead/models'
import rules from '@bulkhead/rules'
import { ConfigError, openWorkspace, type NotJudged, type RepoPath, type Workspace } from '@bulkhead/workspace'
import { byPlace, Collector, type Report } from './collect.js'
import { Fingerprints } from './fingerprint.js'
import { Identities, type Identity } from './identity/identities.js'
import { inspectAccess, inspectOperation, type InspectedAccess, type InspectedOperation } from './inspect.js'
import { mapOf } from './map.js'
import { unresolvedImports, unparsed } from './not-judged.js'
import { sharesOf } from './shares.js'
import type { ServiceMap } from './service-map.js'
import { Suppressions } from './suppress.js'
import { Tables } from './tables.js'

export interface CheckerOptions {
  /** Absolute path of the repository's root. */
  root: string
  /** Path of a configuration that is not found by itself. */
  config?: string
  /** Whether a configuration written in JavaScript or TypeScript may be run. Default true. */
  allowConfigExecution?: boolean
  /** Set every rule to error, those left out of `recommended` too, unless the configuration says otherwise. */
  strict?: boolean
  /** Threads that read files, at most 2. Left out: as many as save time. It changes how long an answer takes, and never the answer. */
  jobs?: number
}

/** The one door: editor, hook and CI ask this and only this. */
export interface Checker {
  readonly workspace: Workspace
  readonly rules: Rule[]
  /** The findings whose cause is in one file. `text` is what an editor shows before it is saved. Directives are not applied: the host does that. */
  check(path: RepoPath, text?: string): Finding[]
  /** Takes notice of files that have changed on the disk. What an editor showed of them before counts no longer. */
  changed(paths: Iterable<RepoPath>): void
  /** Everything about the repository, directives applied. */
  examine(progress?: (done: number, total: number) => void): Examination
  /** Whether a file still has something of that name at its top: what a finding stood in may have been renamed. */
  declares(path: RepoPath, symbol: string): boolean
  /** What code at a place is known by after lines have moved. */
  identify(place: Place): Identity
  /** Every operation understood, in every file that runs on a server. */
  inspect(): InspectedOperation[]
  /** Every table that a file that runs on a server defines or reaches, and every one that a schema file describes. */
  dataAccesses(): InspectedAccess[]
  /** Where code that runs on a server imports one of some packages for more than its types, in the order of the files. */
  importing(packages: readonly string[]): ImportedPackage[]
  /** The services, what they own, and how they depend on each other; with what a check reports of that. */
  map(progress?: (done: number, total: number) => void, examination?: Examination): ServiceMap
  /** Whose database layer is where, and which files have an import that leaves their service. */
  boundaries(): Boundaries
  /** The same, with every file that defines a database layer, whether anybody reaches for it or not. */
  allBoundaries(): Boundaries
  /** The files that run on no server and lead out of their service all the same: seeds, scripts, tests. */
  exempt(): RepoPath[]
}

/** An import of a package of others. */
export interface ImportedPackage {
  package: string
  file: RepoPath
  line: number
}

export interface Boundaries {
  services: { name: string; directory: RepoPath; databaseFiles: RepoPath[] }[]
  candidates: RepoPath[]
  edges: { from: RepoPath; to: RepoPath }[]
  /** Imports that reach a file of a foreign database layer and take nothing of it but types, enums and the like. */
  harmless: { from: RepoPath; to: RepoPath }[]
}

/** Opens a repository. Nothing is read beyond its outline until something is asked. */
export function createChecker(options: CheckerOptions): Checker {
  const overlay = new Map<RepoPath, string>()
  const workspace = openWorkspace({
    root: options.root, configFile: options.config, allowConfigExecution: options.allowConfigExecution, read: path => overlay.get(path),
  })
  return new RepositoryChecker(workspace, overlay, options)
}

/** A rule that does not exist is a mistyped one: what it was to change would stay as it is, unseen. */
function refuseUnknownRules({ config }: Workspace, rules: Rule[]): void {
  const names = rules.map(({ name }) => name)
  const named = [...Object.keys(config.rules).map(name => ({ key: `rules.${name}`, name })), ...config.baseline.never.map((name, i) => ({ key: `baseline.never[${i}] (${name})`, name }))]
  const unknown = named.filter(({ name }) => !names.includes(name))
  if (unknown.length > 0) throw new ConfigError(config.file ?? 'The configuration', unknown.map(({ key }) => `${key}: there is no such rule. The rules: ${names.join(', ')}.`))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Files from which on a second thread saves more time than it takes to start. */
const WORTH_A_THREAD = 400

/** A second thread that reads a project, where that is worth it. */
function threadFor({ program }: Project, files: number, { jobs }: Pick<CheckerOptions, 'jobs'>): ReadAhead | undefined {
  if ((jobs ?? (files < WORTH_A_THREAD ? 1 : availableParallelism())) < 2) return undefined
  return program.reader = new ReadAhead()
}

class RepositoryChecker implements Checker {
  readonly rules = rules
  private readonly project: Project
  private readonly models: ReturnType<typeof loadModels>
  private sending: Set<RepoPath> | undefined
  private border: Borders | undefined
  private tables: Tables | undefined
  private neighbourhood: Neighbours | undefined
  private collected: { byFile: Map<RepoPath, Finding[]>; collector: Collector } | undefined
  private readonly identities: Identities
  private thread: ReadAhead | undefined

  constructor(readonly workspace: Workspace, private readonly overlay: Map<RepoPath, string>, private readonly options: Pick<CheckerOptions, 'strict' | 'jobs'>) {
    refuseUnknownRules(workspace, this.rules)
    const extra = workspace.config.models.map(path => ({ path, text: workspace.read(path) ?? '' }))
    this.models = loadModels(extra)
    this.project = new Project(workspace, this.models)
    this.identities = new Identities(this.project.program)
  }

  check(path: RepoPath, text?: string): Finding[] {
    if (text !== undefined && this.workspace.read(path) !== text) this.lay(path, text)
    else if (text === undefined && this.overlay.has(path)) this.changed([path])
    return this.collect().byFile.get(path) ?? []
  }

  examine(progress: (done: number, total: number) => void = () => {}): Examination {
    this.readAhead()
    try {
      return this.examined(progress)
    } finally {
      this.thread?.dismiss()
      this.thread = undefined
    }
  }

  /** Begins to read before anything is asked for; whoever comes to the end of the repository sends the thread away. */
  private readAhead(): void {
    if (!this.collected) this.thread ??= threadFor(this.project, this.workspace.files().length, this.options)
  }

  private examined(progress: (done: number, total: number) => void): Examination {
    const { byFile, collector } = this.collect(progress)
    const findings: Finding[] = []
    const suppressed: Examination['suppressed'] = []
    for (const file of [...byFile.keys()].sort()) {
      const silent = this.suppressions(file)
      for (const finding of byFile.get(file)!) {
        const by = silent.at(finding.rule, finding.line, finding.column)
        if (by) suppressed.push({ ...finding, reason: by.reason })
        else findings.push(finding)
      }
    }
    const [files, production, notJudged] = [this.workspace.files(), this.project.files(), this.notJudged()]
    return {
      root: this.workspace.root, findings: findings.sort(byPlace), suppressed, services: this.workspace.services, assumptions: this.workspace.assumptions,
      counts: collector.counts, notJudged, files: { total: files.length, production: production.length },
      shares: sharesOf({ services: this.workspace.services.map(({ name }) => name), files, production, notJudged, countsFor: name => collector.countsFor(name), serviceOf: this.serviceNameOf }),
    }
  }

  private readonly serviceNameOf = (path: RepoPath): string => this.workspace.serviceOf(path)?.name ?? ''

  inspect(): InspectedOperation[] {
    const project = new Project(this.workspace, this.models, true)
    const thread = threadFor(project, this.workspace.files().length, this.options)
    try {
      return project.files().flatMap(file => project.operations(file).map(operation => inspectOperation(operation, this.workspace)))
    } finally {
      thread?.dismiss()
    }
  }

  dataAccesses(): InspectedAccess[] {
    return this.project.dataAccesses().map(access => inspectAccess(access, this.workspace)).sort(byPlace)
  }

  importing(packages: readonly string[]): ImportedPackage[] {
    const { program } = this.project
    const packageOf = (specifier: string) => packages.find(one => specifier === one || specifier.startsWith(`${one}/`))
    const naming = this.project.files().filter(file => program.named(file).some(specifier => packageOf(specifier) !== undefined))
    return naming.flatMap(file => (program.facts(file)?.imports ?? []).flatMap(imported => {
      const name = packageOf(imported.from)
      const isOfTypes = imported.typeOnly || imported.names.length > 0 && imported.names.every(({ typeOnly, reads }) => typeOnly || reads === 0)
      return name === undefined || isOfTypes ? [] : [{ package: name, file, line: program.place(file, imported).line }]
    }))
  }

  map(progress: (done: number, total: number) => void = () => {}, { findings } = this.examine(progress)): ServiceMap {
    return mapOf({ workspace: this.workspace, project: this.project, neighbours: this.neighbours(), findings })
  }

  boundaries(): Boundaries {
    this.readAhead()
    const borders = this.borders()
    const layer = new Layer(this.project, borders)
    const owner = (path: RepoPath) => this.workspace.serviceOf(path)
    const reached = new Map(this.candidates().map(file => {
      const taken = [...crossingsOf(this.project, file, owner)].flatMap(({ definitions }) => definitions.map(({ file: at }) => at)).filter(at => layer.isPart(at))
      return [file, [...taken, ...borders.foreign(file).flatMap(target => layer.behind(target))]] as const
    }).filter(([, files]) => files.length > 0))
    return this.boundariesAmong([...new Set([...reached.values()].flat())].sort(), [...reached.keys()])
  }

  allBoundaries(): Boundaries {
    return this.boundariesAmong(this.project.files().filter(file => definesData(this.project, file)), this.candidates())
  }

  exempt(): RepoPath[] {
    const { workspace } = this
    return workspace.files().filter(file => ['test', 'script', 'generated'].includes(workspace.scopeOf(file)) && this.borders().leads(file))
  }

  private borders(): Borders {
    return (this.border ??= new Borders(this.project, this.workspace.services, path => this.workspace.serviceOf(path)))
  }

  private neighbours(): Neighbours {
    return (this.neighbourhood ??= new Neighbours(this.project, this.borders(), this.workspace, new Date().toISOString().slice(0, 10)))
  }

  private candidates(): RepoPath[] {
    const borders = this.borders()
    return this.project.files().filter(file => borders.leads(file))
  }

  private boundariesAmong(database: RepoPath[], candidates: RepoPath[]): Boundaries {
    const owner = (path: RepoPath) => this.workspace.serviceOf(path)
    const byService = new Map<string, RepoPath[]>()
    for (const file of database) {
      const service = owner(file)
      if (service) byService.set(service.name, [...(byService.get(service.name) ?? []), file])
    }
    const edges = candidates.flatMap(from => [...crossingsOf(this.project, from, owner)].flatMap(c => c.definitions.map(d => ({ from, to: d.file }))))
    return {
      services: this.workspace.services.map(({ name, directory }) => ({ name, directory, databaseFiles: byService.get(name) ?? [] })),
      candidates,
      edges,
      harmless: candidates.flatMap(from => [...harmlessImports(this.project, from, owner)].map(to => ({ from, to }))),
    }
  }

  /** Runs every rule over every file, once; a change of any file makes it run again. */
  private collect(progress: (done: number, total: number) => void = () => {}): { byFile: Map<RepoPath, Finding[]>; collector: Collector } {
    if (this.collected) return this.collected
    const active = this.rules.filter(rule => this.severityOf(rule) !== 'off')
    const collector = new Collector(active, rule => this.mayYield(rule), this.serviceNameOf)
    const files = this.project.files()
    for (const [done, file] of files.entries()) {
      for (const rule of active) this.apply(rule, file, collector, this.serviceNameOf(file))
      progress(done + 1, files.length)
    }
    return (this.collected = { byFile: this.findings(collector.byFile()), collector })
  }

  /** A file that defeats us costs its own findings, and says so, never those of the others. */
  private apply(rule: Rule, file: RepoPath, collector: Collector, service: string): void {
    try {
      for (const outcome of rule.find(this.fileOf(file), this.optionsOf(rule))) collector.add(rule, outcome, service)
    } catch (error) {
      collector.defeat(file, rule, error)
    }
  }

  private fileOf(path: RepoPath): File {
    const { project } = this
    const sends = this.senders().has(path)
    const neighbours = this.neighbours()
    return {
      path,
      *operations(kind): Iterable<Operation> {
        if (sends) for (const operation of project.operations(path)) if (kind === undefined || operation.kind === kind) yield operation
      },
      clients: () => project.clients(path),
      crossings: () => neighbours.crossings(path),
      tables: () => this.tablesUsed().usedIn(path),
      transactions: () => this.tablesUsed().transactionsIn(path),
      dependencies: () => neighbours.dependencies(path),
      links: () => neighbours.linksIn(path),
      deployables: () => ({ here: neighbours.deployables().filter(({ at }) => at.file === path), all: neighbours.deployables() }),
      directives: () => (project.program.source(path)?.includes('eslint-') ? project.program.facts(path)!.directives : []).map(d => ({ ...d, ...project.program.place(path, d) })),
    }
  }

  private tablesUsed(): Tables {
    return (this.tables ??= new Tables(this.workspace, () => this.project.accessesInCommon({ services: this.workspace.services, serviceOf: path => this.workspace.serviceOf(path), borders: this.borders() })))
  }

  private senders(): Set<RepoPath> {
    return (this.sending ??= new Set(this.project.sending()))
  }

  /** All findings by file. All at once, because those alike are numbered across the files of a service. */
  private findings(reports: ReadonlyMap<RepoPath, Report[]>): Map<RepoPath, Finding[]> {
    const fingerprints = new Fingerprints()
    return new Map([...reports.keys()].sort().map(file => {
      const service = this.workspace.serviceOf(file)?.name
      const owners = this.workspace.ownersOf(file)
      return [file, reports.get(file)!.map(({ rule, at, subject, message, related, suggestion, atMost }): Finding => {
        const identity = this.identities.of(at, subject)
        return {
          ...at, rule: rule.name, check: rule.check, severity: atMost ?? (this.severityOf(rule) as Finding['severity']), service, owners, message, fix: rule.fix,
          ...identity, fingerprint: fingerprints.of(rule.name, service ?? '', identity), related, suggestion,
        }
      }).sort((a, b) => byPlace(a, b) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint))]
    }))
  }

  declares(path: RepoPath, symbol: string): boolean {
    return this.identities.declares(path, symbol)
  }

  identify(place: Place): Identity {
    return this.identities.of(place)
  }

  private severityOf(rule: Rule): 'error' | 'warn' | 'off' {
    const { rules: configured, suppressions } = this.workspace.config
    const set = configured[rule.name]?.severity
    if (set) return set
    if (rule.name === 'require-suppression-reason' && suppressions.requireReason) return 'error'
    return this.options.strict ? 'error' : rule.recommended ?? 'error'
  }

  /** An error is not left to a rule that only warns. */
  private mayYield(rule: Rule): boolean {
    const before = this.rules.find(({ name }) => name === rule.behind)
    return before !== undefined && (this.severityOf(before) === 'error' || this.severityOf(before) === this.severityOf(rule))
  }

  private optionsOf(rule: Rule): object {
    return { ...rule.options, ...this.workspace.config.rules[rule.name]?.options }
  }

  private suppressions(file: RepoPath): Suppressions {
    const { program } = this.project
    return new Suppressions((program.facts(file)?.directives ?? []).map(d => ({ ...d, ...program.place(file, d), endLine: d.endLine, line: d.line })))
  }

  private notJudged(): NotJudged[] {
    const files = this.project.files()
    this.project.program.expect(files, 'record')
    return [...this.workspace.notJudged, ...(this.collected?.collector.defeated ?? []), ...unparsed(this.project.program, files), ...unresolvedImports(this.project.program, files)]
  }

  changed(paths: Iterable<RepoPath>): void {
    for (const path of paths) {
      this.overlay.delete(path)
      this.forget(path)
    }
  }

  private lay(path: RepoPath, text: string): void {
    this.overlay.set(path, text)
    this.forget(path)
  }

  private forget(path: RepoPath): void {
    this.workspace.forget([path])
    this.project.refresh(path)
    this.identities.forget(path)
    this.collected = undefined
    this.border = undefined
    this.tables = undefined
    this.neighbourhood = undefined
    this.sending = undefined
  }
}
