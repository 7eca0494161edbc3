import type { ServiceMap } from '@bulkhead/checker'
import type { DrawnMap } from '@bulkhead/gate'
import { dot } from './dot.js'
import { matrixTable } from './matrix.js'
import { pictureOf } from './picture.js'
import { inPage, svg } from './svg.js'

/** What `bulkhead map` draws, as parts of a report. */
export async function drawnMap(map: ServiceMap): Promise<DrawnMap> {
  return {
    ...(map.services.length > 0 && { picture: inPage(await svg(dot(pictureOf(map)))) }),
    ...(map.tables.length > 0 && { matrix: matrixTable(map) }),
  }
}
