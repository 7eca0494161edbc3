import { availableParallelism } from 'node:os'
import { ReadAhead } from '@bulkhead/facts'
import { Borders, Neighbours, definesData, Layer, Project, crossingsOf, type Examination, type File, type Finding, type Operation, type Place } from '@bulkhead/analysis'
import { loadModels } from '@bulkhead/models'
import rules from '@bulkhead/rules'
import { openWorkspace, type NotJudged, type RepoPath, type Workspace } from '@bulkhead/workspace'
import { factsOf } from './across/export.js'
import type { RepositoryFacts } from './across/facts.js'
import { boundariesAmong } from './boundaries.js'
import { byPlace, Collector, type Report } from './collect.js'
import { Fingerprints } from './fingerprint.js'
import { Identities, type Identity } from './identity/identities.js'
import { importing } from './importing.js'
import { inspectAccess, inspectOperation, type InspectedAccess, type InspectedOperation } from './inspect.js'
import { mapOf } from './map.js'
import { unresolvedImports, unparsed } from './not-judged.js'
import { digestOfSettings, digestOfSources } from './parts/digests.js'
import { refuseStrangers, type Part } from './parts/part.js'
import { Dealt, type Portion } from './parts/portion.js'
import { Told, Writing } from './parts/told.js'
import { reverts } from './reverts.js'
import { NOTHING, Ruling } from './ruling.js'
import { sharesOf } from './shares.js'
import type { ServiceMap } from './service-map.js'
import type { Boundaries, Checker, CheckerOptions, ImportedPackage } from './door.js'
import { Suppressions } from './suppress.js'
import { Tables } from './tables.js'
import { today } from './today.js'
import { usesOf } from './uses.js'

/** Opens a repository. Nothing is read beyond its outline until something is asked. */
export function createChecker(options: CheckerOptions): Checker {
  const overlay = new Map<RepoPath, string>()
  const workspace = openWorkspace({
    root: options.root, configFile: options.config, allowConfigExecution: options.allowConfigExecution, read: path => overlay.get(path), outline: options.outline, stays: options.stays,
  })
  return new RepositoryChecker(workspace, overlay, options)
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
  private told: Told | undefined
  private readonly ruling: Ruling
  private read = false
  private readonly options: { jobs: number | undefined; strict: boolean }

  constructor(readonly workspace: Workspace, private readonly overlay: Map<RepoPath, string>, { before, jobs = before && 1, strict = false }: Pick<CheckerOptions, 'strict' | 'jobs' | 'before'>) {
    // The other checker itself is not kept, or of all states that ever were none could go.
    this.options = { jobs, strict }
    this.ruling = new Ruling(this.rules, workspace.config, strict)
    const extra = workspace.config.models.map(path => ({ path, text: workspace.read(path) ?? '' }))
    this.models = loadModels(extra)
    this.project = new Project(workspace, this.models, false, undefined, before instanceof RepositoryChecker ? before.project : undefined)
    this.identities = new Identities(this.project.program)
  }

  check(path: RepoPath, text?: string): Finding[] {
    if (text !== undefined && this.workspace.read(path) !== text) this.lay(path, text)
    else if (text === undefined && this.overlay.has(path)) this.changed([path])
    return this.collect().byFile.get(path) ?? []
  }

  examine(progress: (done: number, total: number) => void = () => {}): Examination {
    return this.reading(() => this.examined(progress))
  }

  part(portion: Portion, version: string, progress: (done: number, total: number) => void = () => {}): Part {
    return this.reading(() => {
      const [active, files] = [this.ruling.active(), this.project.files()]
      const dealt = new Dealt(portion, files)
      const writing = new Writing()
      for (const [done, file] of files.entries()) {
        const asked = this.fileOf(file)
        for (const rule of active) if (dealt.holds(rule, file)) writing.add(rule.name, file, this.serviceNameOf(file), this.ruling.judge(rule, asked))
        progress(done + 1, files.length)
      }
      return { part: 1, ...this.origin(version), portion, ...writing.written(), notJudged: [...this.workspace.notJudged] }
    })
  }

  take(parts: readonly { name: string; part: Part }[], version: string): void {
    refuseStrangers(parts, this.origin(version))
    this.told = new Told(parts.map(({ part }) => part), this.project.files())
    this.collected = undefined
  }

  /** What a part rests on. */
  private origin(version: string): Pick<Part, 'bulkhead' | 'sources' | 'settings'> {
    return { bulkhead: version, sources: digestOfSources(this.workspace), settings: digestOfSettings(this.workspace, this.ruling.active(), this.options.strict, today()) }
  }

  /** Looks at the whole repository while a second thread reads it, and sends the thread away. */
  private reading<T>(look: () => T): T {
    this.readAhead()
    try {
      return look()
    } finally {
      this.thread?.dismiss()
      this.thread = undefined
      this.read = true
      // Whatever the two states have in common has been taken over: the other one may go its way.
      this.project.program.forgetBefore()
    }
  }

  /** Begins to read before anything is asked for; whoever comes to the end of the repository sends the thread away. */
  private readAhead(): void {
    if (!this.collected && !this.read) this.thread ??= threadFor(this.project, this.workspace.files().length, this.options)
  }

  private examined(progress: (done: number, total: number) => void): Examination {
    const { byFile, collector } = this.collect(progress)
    const findings: Finding[] = []
    const suppressed: Examination['suppressed'] = []
    for (const file of [...byFile.keys()].sort()) {
      const silent = this.suppressions(file)
      for (const finding of byFile.get(file)!) {
        const by = silent.at(finding.rule, finding.line, finding.column)
        if (by) suppressed.push({ ...finding, reason: by.reason }); else findings.push(finding)
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

  readonly facts = (repository: string, version: string): RepositoryFacts => this.reading(() => factsOf(this.workspace, this.project.dataAccesses(), { repository, version }))
  readonly importing = (packages: readonly string[]): ImportedPackage[] => importing(this.project, packages)
  readonly using = (packages: readonly string[]): ImportedPackage[] => usesOf(this.project, packages)
  readonly reverts = (path: RepoPath): boolean => reverts(this.project.program.facts(path))

  map(progress: (done: number, total: number) => void = () => {}, { findings } = this.examine(progress)): ServiceMap {
    return mapOf({ workspace: this.workspace, project: this.project, neighbours: this.neighbours(), findings })
  }

  boundaries(): Boundaries {
    this.readAhead()
    const layer = new Layer(this.project, this.borders())
    const owner = (path: RepoPath) => this.workspace.serviceOf(path)
    const reached = new Map(this.candidates().map(file => {
      const taken = [...crossingsOf(this.project, file, owner)].flatMap(({ definitions }) => definitions.map(({ file: at }) => at)).filter(at => layer.isPart(at))
      return [file, [...taken, ...this.borders().foreign(file).flatMap(target => layer.behind(target))]] as const
    }).filter(([, files]) => files.length > 0))
    return boundariesAmong({ workspace: this.workspace, project: this.project }, [...new Set([...reached.values()].flat())].sort(), [...reached.keys()])
  }

  allBoundaries(): Boundaries {
    return boundariesAmong({ workspace: this.workspace, project: this.project }, this.project.files().filter(file => definesData(this.project, file, { told: this.workspace.serviceOf(file)?.part === true })), this.candidates())
  }

  exempt(): RepoPath[] {
    const { workspace } = this
    return workspace.files().filter(file => ['test', 'script', 'generated'].includes(workspace.scopeOf(file)) && this.borders().leads(file))
  }

  private borders(): Borders {
    return (this.border ??= new Borders(this.project, this.workspace.services, path => this.workspace.serviceOf(path)))
  }

  private neighbours(): Neighbours {
    return (this.neighbourhood ??= new Neighbours(this.project, this.borders(), this.workspace, today()))
  }

  private candidates(): RepoPath[] {
    return this.project.files().filter(file => this.borders().leads(file))
  }

  /** Runs every rule over every file, once; a change of any file makes it run again. */
  private collect(progress: (done: number, total: number) => void = () => {}): { byFile: Map<RepoPath, Finding[]>; collector: Collector } {
    if (this.collected) return this.collected
    const active = this.ruling.active()
    const collector = new Collector(active, rule => this.ruling.mayYield(rule), this.serviceNameOf)
    const files = this.project.files()
    for (const { rule, service, ...count } of this.told?.silent() ?? []) collector.count(rule, service, count)
    for (const [done, file] of files.entries()) {
      const [service, asked] = [this.serviceNameOf(file), this.fileOf(file)]
      for (const rule of active) {
        const answer = this.told?.of(rule, file) ?? this.ruling.judge(rule, asked)
        // Most rules have nothing to say of most files.
        if (answer === NOTHING) continue
        const { wrong, silent, defeated } = answer
        collector.count(rule.name, service, silent)
        for (const outcome of wrong) collector.add(rule, outcome, service)
        collector.defeated.push(...defeated)
      }
      progress(done + 1, files.length)
    }
    return (this.collected = { byFile: this.findings(collector.byFile()), collector })
  }

  /** Nothing is worked out before a rule asks: what defeats us there is said of that rule and file. */
  private fileOf(path: RepoPath): File {
    const { project } = this
    const [senders, neighbours] = [() => this.senders(), () => this.neighbours()]
    return {
      path,
      *operations(kind): Iterable<Operation> {
        if (senders().has(path)) for (const operation of project.operations(path)) if (kind === undefined || operation.kind === kind) yield operation
      },
      clients: () => project.clients(path),
      crossings: () => neighbours().crossings(path),
      tables: () => this.tablesUsed().usedIn(path),
      transactions: () => this.tablesUsed().transactionsIn(path),
      dependencies: () => neighbours().dependencies(path),
      links: () => neighbours().linksIn(path),
      deployables: () => ({ here: neighbours().deployables().filter(({ at }) => at.file === path), all: neighbours().deployables() }),
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
          ...at, rule: rule.name, check: rule.check, severity: atMost ?? (this.ruling.severityOf(rule) as Finding['severity']), service, owners, message, fix: rule.fix,
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

  private suppressions(file: RepoPath): Suppressions {
    const { program } = this.project
    return new Suppressions((program.facts(file)?.directives ?? []).map(d => ({ ...d, ...program.place(file, d), endLine: d.endLine, line: d.line })))
  }

  private notJudged(): NotJudged[] {
    const files = this.project.files()
    this.project.program.expect(files, 'record')
    return [...this.blindSpots(), ...(this.collected?.collector.defeated ?? []), ...unparsed(this.project.program, files), ...unresolvedImports(this.project.program, files)]
  }

  /** What could not be read, here or where a part was judged: each once. */
  private blindSpots(): NotJudged[] {
    const all = [...this.workspace.notJudged, ...this.told?.notJudged() ?? []]
    return [...new Map(all.map(one => [`${one.path}\n${one.reason}`, one])).values()]
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
    const before = this.project.files()
    const changed = this.project.refresh(path)
    this.identities.forget(path)
    this.collected = undefined
    this.told = undefined
    // Borders go by what files lead to, and by nothing else that they say.
    if (changed === 'imports' || before !== this.project.files()) this.border = undefined
    this.tables = undefined
    this.neighbourhood = undefined
    this.sending = undefined
  }
}
