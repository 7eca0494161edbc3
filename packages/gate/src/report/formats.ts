import type { Report } from '../verdict.js'
import { github } from './github.js'
import { gitlab } from './gitlab.js'
import { html } from './html/html.js'
import { json } from './json.js'
import { junit } from './junit.js'
import { markdown } from './markdown.js'
import { settled } from './order.js'
import { sarif } from './sarif.js'
import { text, type TextOptions } from './text/text.js'

/** What a report may need besides the verdict. Whoever has no use for a part leaves it alone. */
export interface ReportOptions extends TextOptions {
  /** The version of Bulkhead. */
  version: string
}

/** Every form that a report can have. Each is a function of the report alone: the same bytes for the same verdict. */
const FORMATS = {
  text: (report, options) => text(report, options),
  json: report => json(report),
  sarif: (report, options) => sarif(report, options),
  github: report => github(report),
  gitlab: report => gitlab(report),
  junit: report => junit(report),
  markdown: report => markdown(report),
  html: (report, options) => html(report, options),
} satisfies Record<string, (report: Report, options: ReportOptions) => string>

export type Format = keyof typeof FORMATS

/** A report in one of its forms, every list in order. */
export const written = (format: Format, report: Report, options: ReportOptions): string => {
  const write: (report: Report, options: ReportOptions) => string = FORMATS[format]
  return write(settled(report), options)
}
