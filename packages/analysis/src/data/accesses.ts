import type { RepoPath } from '@bulkhead/workspace'
import type { Understood } from '../libraries/understanding.js'
import { runsOnServer } from '../operations/runs.js'
import type { Site } from '../values/meaning.js'
import type { Data } from './data.js'
import { reachedBy, type Reached } from './reach.js'
import type { DataAccess } from './table.js'
import { transactionOf } from './transactions.js'

/** What the calls of some files reach. */
export function findAccesses(data: Data, files: RepoPath[]): DataAccess[] {
  return files.flatMap(file => callsIn(data, file)).flatMap(call => accessesOf(data, call))
}

/** Every table that the repository defines. */
export function findDefined(data: Data): DataAccess[] {
  return data.all().map(definition => ({ at: definition.place, file: definition.file, kind: 'define', table: data.table(definition), library: definition.library, via: [] }))
}

/** A call that reaches tables, as it stands in the code or as a caller of the function around it makes it. */
interface Reaching {
  path: [Site, ...Site[]]
  understood: Understood
  reached: Reached[]
}

function callsIn(data: Data, file: RepoPath): Reaching[] {
  const { project } = data
  return (project.program.facts(file)?.calls ?? []).flatMap((_, call) => {
    const site: Site = { file, call }
    const understood = project.leadsNowhere(site) ? undefined : project.understood(site)
    if (!understood || understood.operation.tables.length === 0 || !runsOnServer(project, site)) return []
    return [{ path: [site], understood, reached: reachedBy(data, understood, site) }]
  })
}

function accessesOf({ project }: Data, { path, understood, reached }: Reaching): DataAccess[] {
  const [site] = path
  const around = transactionOf(project, site)
  const place = project.placeOfSite(site)
  return reached.map(({ kind, table, why }) => ({
    at: place, file: site.file, kind, table, why, library: understood.library.model.library,
    transaction: around && project.placeOfSite(around), via: path.slice(1).map(one => project.placeOfSite(one)),
  }))
}
