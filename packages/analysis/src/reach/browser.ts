import type { FileScope, RepoPath } from '@bulkhead/workspace'
import type { Program } from '../values/program.js'

/** A page that also runs on the server hands what it imports to both sides. */
const SERVER_ENTRY = /\bexport\s+(?:(?:async\s+)?function|const|let)\s+(?:loader|action|getServerSideProps|getStaticProps|getInitialProps|generateStaticParams|generateMetadata)\b|['"]use server['"]/

/**
 * The production files that only browser code imports: they run where their importers run.
 * A file that nothing imports is an entry of its own and stays.
 */
function browserOnly(program: Program, files: RepoPath[], scopeOf: (path: RepoPath) => FileScope): Set<RepoPath> {
  const browser = new Set(files.filter(file => scopeOf(file) === 'browser'))
  if (browser.size === 0) return new Set()
  const all = files.filter(file => scopeOf(file) === 'production')
  const importers = importersNamed(program, [...browser, ...all])
  const isServerEntry = (file: RepoPath) => SERVER_ENTRY.test(program.source(file) ?? '')
  const pages = new Set([...browser].filter(file => !isServerEntry(file)))
  const imports = importsOf(program)
  const takes = (importer: RepoPath, file: RepoPath) => imports(importer).has(file)
  const found = reachedFrom(pages, new Set(all.filter(file => importers.has(file) && !isServerEntry(file))), importers)
  // Files import each other in circles: a file is taken out where one outside imports it, never left out until all its importers are in.
  for (let shrank = true; shrank;) {
    shrank = false
    for (const file of found) {
      if (!importers.get(file)!.some(importer => !found.has(importer) && !pages.has(importer) && takes(importer, file))) continue
      found.delete(file)
      shrank = true
    }
  }
  return reachedFrom(pages, found, importers, takes)
}

/** Those of some files to which imports lead from others, through each other too. Without `takes`, what names a file counts as importing it. */
function reachedFrom(starts: ReadonlySet<RepoPath>, among: ReadonlySet<RepoPath>, importers: ReadonlyMap<RepoPath, RepoPath[]>, takes = (_importer: RepoPath, _file: RepoPath): boolean => true): Set<RepoPath> {
  const reached = new Set<RepoPath>()
  for (let grew = true; grew;) {
    grew = false
    for (const file of among) {
      if (reached.has(file) || !importers.get(file)!.some(importer => (starts.has(importer) || reached.has(importer)) && takes(importer, file))) continue
      reached.add(file)
      grew = true
    }
  }
  return reached
}

/** The files that run on a server, found anew after a change. Where they are the same, so is the list: what is remembered for it holds on. */
export class OnServer {
  private known: RepoPath[] | undefined
  private before: RepoPath[] = []

  constructor(private readonly program: Program, private readonly all: () => RepoPath[], private readonly scopeOf: (path: RepoPath) => FileScope) {}

  files(): RepoPath[] {
    return (this.known ??= this.find())
  }

  forget(): void {
    this.before = this.known ?? this.before
    this.known = undefined
  }

  private find(): RepoPath[] {
    const all = this.all()
    const elsewhere = browserOnly(this.program, all, this.scopeOf)
    const found = all.filter(path => this.scopeOf(path) === 'production' && !elsewhere.has(path))
    return found.length === this.before.length && found.every((file, i) => file === this.before[i]) ? this.before : found
  }
}

/** The files whose text names a file as a module, in comments and for types alone too. */
function importersNamed(program: Program, files: RepoPath[]): Map<RepoPath, RepoPath[]> {
  const importers = new Map<RepoPath, RepoPath[]>()
  for (const file of files) {
    for (const specifier of program.named(file)) {
      const target = program.resolve(specifier, file)
      if (target.is !== 'file' || target.path === file) continue
      const known = importers.get(target.path)
      if (known) known.push(file)
      else importers.set(target.path, [file])
    }
  }
  return importers
}

/** What a file really imports, other than types. */
function importsOf(program: Program): (file: RepoPath) => Set<RepoPath> {
  const known = new Map<RepoPath, Set<RepoPath>>()
  return file => {
    let imports = known.get(file)
    if (!imports) {
      const targets = (program.record(file)?.from ?? []).map(({ specifier }) => program.resolve(specifier, file))
      known.set(file, (imports = new Set(targets.flatMap(target => target.is === 'file' ? [target.path] : []))))
    }
    return imports
  }
}
