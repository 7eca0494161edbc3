import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { examineFixture } from '../src/compare.js'
import { readFixtures } from '../src/fixtures.js'

const fixtures = readFixtures(join(import.meta.dirname, '../../../fixtures'))

test('there are fixtures', () => expect(fixtures.length).toBeGreaterThan(30))

describe('every line of every fixture says what it should', () => {
  for (const fixture of fixtures) test(fixture.name, () => expect(examineFixture(fixture)).toEqual([]))
})
