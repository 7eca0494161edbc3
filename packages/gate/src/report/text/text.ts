import pico from 'picocolors'
import { count } from '../../decide/words.js'
import { NOTHING_AGREED } from '../../old-code/agreed.js'
import type { Report } from '../../verdict.js'
import { newWords, shownOf } from '../new-ones.js'
import { findingsSection, type Grouping } from './findings.js'
import { countsSection, decisionLine, gateSection, notJudgedSection } from './gate-table.js'
import { upkeepSection, waivedSection } from './upkeep.js'
import { assumptionsSection, servicesSection } from './services.js'

/** How the text report is to look, and where it gets the code that it shows. */
export interface TextOptions {
  color: boolean
  /** The text of a file of the repository; undefined where it cannot be had. */
  read: (path: string) => string | undefined
  /** What findings stand under; the cause is the file that has to change. */
  groupBy?: Grouping
}

/** The report for people. Without colours it is the same to the letter for the same examination. */
export function text(report: Report, { color, read, groupBy = 'cause' }: TextOptions): string {
  const c = pico.createColors(color)
  const { examination, verdict, agreed = NOTHING_AGREED } = report
  const { files, suppressed } = examination
  const fresh = newWords(report)
  return [
    `${c.bold('Bulkhead')}  ${count(files.total, 'file')}, ${files.production} of them running on a server`, '',
    ...servicesSection(examination.services, c),
    ...assumptionsSection(examination.assumptions, c),
    ...findingsSection(shownOf(report), { read, groupBy }, c),
    ...(fresh === undefined ? [] : [`${fresh}; the gate counts all, see --format json.`, '']),
    ...gateSection(verdict, c),
    ...countsSection(examination.counts, c),
    ...(suppressed.length > 0 ? [`${count(suppressed.length, 'finding')} kept silent by a directive in the code, see --format json`, ''] : []),
    ...(agreed.baselined.length > 0 ? [`${count(agreed.baselined.length, 'finding')} in the baseline, see --format json`, ''] : []),
    ...waivedSection(agreed, c),
    ...upkeepSection(agreed.upkeep, c),
    ...notJudgedSection(examination.notJudged, c),
    decisionLine(verdict, c),
    '',
  ].join('\n')
}
