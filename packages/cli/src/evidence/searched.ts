import type { Searched } from '@bulkhead/gate'
import type { Engine } from '../engine.js'

/** A repository as the search for evidence asks for it. */
export function searched({ workspace, using, dataAccesses }: Engine): Searched {
  return {
    services: workspace.services,
    ownersFile: name => workspace.ownersFile(name),
    filesEnding: ending => workspace.filesEnding(ending),
    read: path => workspace.read(path),
    serviceOf: path => workspace.serviceOf(path)?.name,
    isTest: path => workspace.scopeOf(path) === 'test',
    using,
    written: () => dataAccesses().flatMap(({ kind, table, file, line, changes }) => (kind === 'write' && table !== undefined ? [{ table, file, line, ...(changes && { changes }) }] : [])),
  }
}
