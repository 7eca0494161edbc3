import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '@bulkhead/analysis'
import { createChecker } from '@bulkhead/checker'
import type { Fixture } from '../fixtures.js'

/** The example of a rule as its page shows it: code without expectations, and what the rule really says of that code. */
export interface Example {
  /** Its folder, relative to the root of the repository. */
  folder: string
  /** Files with findings first, then those that take part in one, then the others. */
  files: { path: string; text: string }[]
  findings: Finding[]
}

/** Checks the fixture `<rule>/example`; undefined where there is none. */
export function exampleOf(rule: string, fixtures: readonly Fixture[]): Example | undefined {
  const fixture = fixtures.find(({ name }) => name === `${rule}/example`)
  if (!fixture) return undefined
  const files = fixture.files.map(path => ({ path, text: withoutWants(readFileSync(join(fixture.root, path), 'utf8')) }))
  const checker = createChecker({ root: fixture.root, strict: true })
  // Every file is laid over the disk before the first answer counts: a finding of one file may rest on another.
  for (const { path, text } of files) checker.check(path, text)
  const findings = files.flatMap(({ path, text }) => checker.check(path, text)).filter(finding => finding.rule === rule)
  const rank = (path: string) => findings.some(f => f.file === path) ? 0 : findings.some(f => f.related.some(place => place.file === path)) ? 1 : 2
  return { folder: `fixtures/${fixture.name}`, files: files.toSorted((a, b) => rank(a.path) - rank(b.path)), findings }
}

/** Code without what it is tested for: a reader of the page is not asked to expect anything. */
export function withoutWants(text: string): string {
  return text.split('\n').filter(line => !/^\s*\/\/\s*(?:(?:todo-)?want|related|judged|value)\s/.test(line)).map(lineWithoutWant).join('\n')
}

/** A line without the expectation at its end. */
export const lineWithoutWant = (line: string): string => line.replace(/\s*\/\/\s*(?:(?:todo-)?want|related|judged|value)\s.*$/, '')
