import type { Report } from '../../verdict.js'
import { inOrder } from '../order.js'
import { agreedSections } from './agreed.js'
import { cardsOf, cardsSection } from './cards.js'
import { checksSection } from './checks.js'
import { head, said } from './decision.js'
import { document, type HtmlOptions } from './document.js'
import { findingsSection } from './findings.js'
import { foundationSections, mapSection, tablesSection } from './foundations.js'

/** The whole report as one page. */
export function html(report: Report, options: HtmlOptions): string {
  const cards = cardsOf(report)
  const findings = findingsSection(inOrder(report.examination.findings), options.read, report.rules, report.since)
  return document({
    title: said(report).heading.replace(/^[TN]/, first => first.toLowerCase()), head: head(report), main: findings,
    sections: [cardsSection(cards, report), checksSection(report, cards), findings, ...agreedSections(report), mapSection(report), ...tablesSection(report), ...foundationSections(report)],
  }, options)
}
