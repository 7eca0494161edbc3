import type { Evidence } from '../evidence/evidence.js'
import { fewest } from '../evidence/importer.js'
import { findAlerts } from './alerts.js'
import { findDashboards } from './dashboards.js'
import { findDeployments } from './deployments.js'
import { findCharts } from './helm.js'
import { findImages } from './healthchecks.js'
import { findPackages } from './packages.js'
import { findAudit, findRetention } from './retention.js'
import { findOnCall, findRunbooks } from './runbooks.js'
import type { Searched } from './searched.js'
import { findServiceLevels } from './service-levels.js'

/** What the files of a repository show by themselves. It is part of the commit, so it is never stale; it is read and never run. */
export function findEvidence(searched: Searched): Evidence[] {
  const found = [findServiceLevels, findAlerts, findDashboards, findRunbooks, findOnCall, findDeployments, findImages, findPackages, findRetention, findAudit].flatMap(find => [...find(searched)])
  // Where a rendered deployment lies beside it, a chart leaves nothing open.
  const isRendered = ({ service }: Evidence): boolean => found.some(one => one.tool === 'Kubernetes' && one.check === 'health-probes' && one.service === service)
  return [...found, ...[...findCharts(searched)].filter(chart => !isRendered(chart))].map(one => ({ ...one, places: fewest(one.places) }))
}
