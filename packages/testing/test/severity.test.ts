import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { createChecker } from '@bulkhead/checker'

const severities = (fixture: string): Set<string> => new Set(createChecker({ root: join(import.meta.dirname, '../../../fixtures', fixture) }).examine().findings.map(({ rule, severity, message }) => `${rule}: ${severity} ${/\b(?:write|read|join)s?\b/.exec(message)?.[0]}`))

test('a foreign write of a table is an error, unless what describes the table lies in a package of nobody', () => {
  expect(severities('no-shared-table/example')).toEqual(new Set(['no-shared-table: error writes']))
  expect(severities('no-shared-table/filled')).toEqual(new Set(['no-shared-table: warn writes', 'no-shared-table: warn write', 'no-cross-owner-transaction: warn writes']))
  expect(severities('no-cross-owner-transaction/example')).toContain('no-cross-owner-transaction: error writes')
})
