import { createChecker } from '@bulkhead/checker'

const RULES = ['no-cross-boundary-db-import', 'no-boundary-bypass']

/** What `bulkhead check` reports of the boundaries of a repository, as edges from file to file, and the files that it judges. */
export async function reported(root, config) {
  const checker = createChecker({ root, config, allowConfigExecution: false })
  const { workspace } = checker
  const { findings, suppressed } = checker.examine()
  const edges = new Set([...findings, ...suppressed].filter(({ rule }) => RULES.includes(rule)).map(finding => edgeOf(finding, workspace)))
  const sources = workspace.files().filter(file => workspace.scopeOf(file) === 'production' && workspace.serviceOf(file))
  return { edges, sources, services: workspace.services.length, workspace, checker }
}

/** A finding stands at a specifier; what that means to its file is the other end. */
function edgeOf({ file, line, column, endColumn }, workspace) {
  const written = workspace.read(file).split('\n')[line - 1].slice(column - 1, endColumn - 1)
  const specifier = /(['"`])(.*)\1/.exec(written)?.[2]
  const target = workspace.resolve(specifier ?? written, file)
  return `${file} -> ${target.is === 'file' ? target.path : target.path ?? specifier}`
}
