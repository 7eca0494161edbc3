import type { FileScope, RepoPath } from '@bulkhead/workspace'
import type { Program } from '../values/program.js'

/** A page that also runs on the server hands what it imports to both sides. */
const SERVER_ENTRY = /\bexport\s+(?:(?:async\s+)?function|const|let)\s+(?:loader|action|getServerSideProps|getStaticProps|getInitialProps|generateStaticParams|generateMetadata)\b|['"]use server['"]/

/**
 * The production files that only browser code imports: they run where their importers run.
 * A file that nothing imports is an entry of its own and stays.
 */
export function browserOnly(program: Program, files: RepoPath[], scopeOf: (path: RepoPath) => FileScope): Set<RepoPath> {
  const browser = new Set(files.filter(file => scopeOf(file) === 'browser'))
  if (browser.size === 0) return new Set()
  const candidates = files.filter(file => scopeOf(file) === 'production')
  const importers = importersOf(program, [...browser, ...candidates])
  const isPage = (file: RepoPath) => browser.has(file) && !SERVER_ENTRY.test(program.source(file) ?? '')
  const found = new Set<RepoPath>()
  for (let grew = true; grew;) {
    grew = false
    for (const file of candidates) {
      const by = importers.get(file)
      if (found.has(file) || !by || ![...by].every(importer => found.has(importer) || isPage(importer)) || SERVER_ENTRY.test(program.source(file) ?? '')) continue
      found.add(file)
      grew = true
    }
  }
  return found
}

function importersOf(program: Program, files: RepoPath[]): Map<RepoPath, Set<RepoPath>> {
  const importers = new Map<RepoPath, Set<RepoPath>>()
  for (const file of files) {
    for (const { specifier } of program.record(file)?.from ?? []) {
      const target = program.resolve(specifier, file)
      if (target.is !== 'file' || target.path === file) continue
      const known = importers.get(target.path)
      if (known) known.add(file)
      else importers.set(target.path, new Set([file]))
    }
  }
  return importers
}
