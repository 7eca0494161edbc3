import { existsSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { fromNpm, fromSystem } from './installed.js'

test('a part that is there is found, and one that is not has a reason', () => {
  expect(fromSystem('node')).toEqual({ at: expect.stringMatching(/node$/) })
  expect(fromSystem('no-such-command')).toEqual({ missing: 'no-such-command is not installed' })
})

test('a package is installed where its name and version exist', () => {
  // No package may be called so: npm refuses it by itself, and asks nobody.
  expect(fromNpm({ 'an invalid name': '1.0.0' })).toEqual({ missing: expect.stringMatching(/^npm could not install an invalid name@1\.0\.0: .+/) })
  const part = fromNpm({ picocolors: '1.1.1' })
  expect('at' in part ? existsSync(`${part.at}/node_modules/picocolors/package.json`) : part.missing).toBe(true)
})
