import { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { satisfies, validRange } from 'semver'
import { type Model, ownModels } from '../src/index.js'
import { ARRANGEMENTS } from './truth/arrangements.js'
import { missing, missingOptions, missingTypes, misspelt, signaturesOf } from './truth/check.js'
import { isInstalled, versionOf } from '../proofs/installed.js'
import { packageOf } from '../proofs/load.js'
import { arrange, type Installed } from './truth/world.js'

/** How many signatures, in all models, no test can reach at run time. Each is listed with its reason; a new one has to be counted here too. */
const UNREACHABLE = 3

/** How many libraries are not installed here, so that nothing is looked up. Each is listed with its reason; a new one has to be counted here too. */
const ABSENT = 6

function packagesOf(model: Model): string[] {
  return [...new Set((model.modules ?? [model.library]).flatMap(specifier => (specifier.includes('*') ? [] : (packageOf(specifier) ?? []))))]
}

function installedSets(file: string): Installed[] {
  return ARRANGEMENTS[file]?.installed ?? [{ packages: {} }]
}

const isAbsent = ({ file }: { file: string }) => ARRANGEMENTS[file]?.absent !== undefined

const cases = ownModels().filter(model => !isAbsent(model)).flatMap(({ file, model }) =>
  installedSets(file).map(installed => {
    const real = packagesOf(model)
      .map(name => installed.packages[name] ?? name)
      .filter(isInstalled)
    return { file, model, installed, real, label: [file, ...real.map(name => `${name} ${versionOf(name)}`)].join(', ') }
  }),
)

const connects = jest.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket) {
  return this
})
// Walking every member meets the deprecated ones, which say so on the console.
beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => {})
})
afterAll(() => connects.mockRestore())

describe.each(cases)('$label', ({ file, model, installed, real }) => {
  const arrangement = ARRANGEMENTS[file] ?? {}
  const unreachable = arrangement.unreachable ?? {}
  const without = installed.without ?? {}
  const texts = [...real, ...(arrangement.declaredIn ?? []), ...(real.length === 0 ? ['@types/node'] : [])]

  test('every signature is there', async () => {
    const world = await arrange(model, installed, arrangement)
    const missed = signaturesOf(model)
      .filter(({ text }) => !(text in unreachable))
      .flatMap(({ key, text }) => missing(text, world).map(spelling => ({ key, text, spelling })))
    const failures = [...world.failures, ...missed]
    expect(failures.filter(({ spelling }) => !(spelling in without))).toEqual([])
    expect(Object.keys(without).filter(spelling => !failures.some(failure => failure.spelling === spelling))).toEqual([])
  })

  test('one that is misspelt would be noticed', async () => {
    const world = await arrange(model, installed, arrangement)
    const wrong = signaturesOf(model).flatMap(({ text }) => misspelt(text) ?? [])
    expect(wrong.filter(text => missing(text, world).length === 0)).toEqual([])
  })

  test('what is said to be out of reach is', async () => {
    const world = await arrange(model, installed, arrangement)
    const known = signaturesOf(model).map(({ text }) => text)
    expect(Object.keys(unreachable).filter(text => !known.includes(text) || missing(text, world).length === 0)).toEqual([])
  })

  test('its types and options are words of the library', () => {
    expect({ types: missingTypes(model, texts), options: missingOptions(model, texts, arrangement) }).toEqual({ types: [], options: [] })
  })

  test('what is installed is a version it speaks of', () => {
    const main = packageOf(model.library)
    expect(validRange(model.versions)).not.toBeNull()
    if (main !== undefined && real.includes(installed.packages[main] ?? main)) expect(satisfies(versionOf(installed.packages[main] ?? main), model.versions)).toBe(true)
  })
})

test('what is said to be absent is, and is counted', () => {
  const absent = ownModels().filter(isAbsent)
  expect(absent).toHaveLength(ABSENT)
  expect(absent.flatMap(({ model }) => packagesOf(model).filter(name => isInstalled(name) && satisfies(versionOf(name), model.versions)))).toEqual([])
})

test('nothing was connected to', () => {
  expect(connects).not.toHaveBeenCalled()
})

test('arrangements are for models that exist, and what is out of reach is counted', () => {
  const files = ownModels().map(({ file }) => file)
  expect(Object.keys(ARRANGEMENTS).filter(file => !files.includes(file))).toEqual([])
  expect(Object.values(ARRANGEMENTS).flatMap(({ unreachable = {} }) => Object.keys(unreachable))).toHaveLength(UNREACHABLE)
})
