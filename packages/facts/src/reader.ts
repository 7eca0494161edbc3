import { extract } from './extract.js'
import type { FileFacts } from './facts.js'
import { moduleRecord, type ModuleRecord } from './record.js'

/** One text to be read: whole, or only for the modules it names. */
export interface Job {
  path: string
  text: string
  read: 'facts' | 'record'
}

/** Reads texts. What it answers depends on path and text alone, whoever does the work. */
export interface Reader {
  facts(path: string, text: string): FileFacts
  record(path: string, text: string): ModuleRecord
  /** Hears what will be asked for, from the first on. Nothing has to come of it. */
  expect(jobs: Job[]): void
}

/** Reads where it is asked, when it is asked. */
export const reader: Reader = { facts: extract, record: moduleRecord, expect: () => {} }
