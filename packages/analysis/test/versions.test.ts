import { expect, test } from '@jest/globals'
import { versionsInUse } from '../src/libraries/versions.js'

test.each([
  ['^2.6.0', ['2.7.0'], '2.7.0', 'what is installed is known better than what is allowed'],
  ['^2.6.0', ['2.7.0', '3.3.2'], '2.7.0', 'what another package uses is not in use here'],
  ['^3.100.0', ['3.388.0', '3.575.0'], '3.388.0 || 3.575.0', 'either of two'],
  ['^2.6.0', ['3.3.2'], '^2.6.0', 'a lockfile that does not know this range says nothing of it'],
  ['^2.6.0', [], '^2.6.0', 'no lockfile'],
  ['^5.0.0-beta.1', ['5.0.0-beta.3'], '5.0.0-beta.3', 'a version before the release'],
  ['latest', ['3.3.2'], '3.3.2', 'a tag'],
  ['latest', [], 'latest', 'a tag alone'],
  ['^2.6.0', ['file:../x'], '^2.6.0', 'what is no version'],
  [undefined, ['2.7.0'], '2.7.0', 'not declared, and installed'],
  [undefined, [], undefined, 'not known at all'],
])('%s with %j locked is %s: %s', (declared, locked, inUse) => expect(versionsInUse(declared, locked)).toBe(inUse))
