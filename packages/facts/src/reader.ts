import { extract } from './extract.js'
import type { FileFacts } from './facts.js'
import { moduleRecord, type ModuleRecord } from './record.js'

/** Reads texts. What it answers depends on path and text alone, whoever does the work. */
export interface Reader {
  facts(path: string, text: string): FileFacts
  record(path: string, text: string): ModuleRecord
}

/** Reads where it is asked, when it is asked. */
export const reader: Reader = { facts: extract, record: moduleRecord }
