import { describe, expect, test } from '@jest/globals'
import type { Model } from '@bulkhead/models'
import { Libraries } from '../src/libraries/library.js'

const model = (library: string, modules?: string[]): Model => ({ library, modules, versions: '*', docs: 'https://acme.example' })

describe('a model is found by what is imported', () => {
  const { of } = libraries([model('family', ['@acme/client-*']), model('@acme/client-mail'), model('generated', ['*/generated/api']), model('node', ['node:http'])])

  test.each([
    ['@acme/client-push', ['family']],
    // The one that speaks of this package alone comes first.
    ['@acme/client-mail', ['@acme/client-mail', 'family']],
    ['@acme/client', []],
    ['@other/client-push', []],
    ['../generated/api', ['generated']],
    ['../generated/api/models', []],
    ['http', ['node']],
  ])('%s: %j', (specifier, names) => {
    expect(of(specifier)).toEqual(names)
    expect(of(specifier)).toEqual(names)
  })
})

test('the versions of a family are those of each of its packages', () => {
  const [family, own] = new Libraries([model('family', ['@acme/client-*', '@acme/http']), model('@acme/client-mail')]).all
  expect([family!.packageAt('@acme/client-mail/dist'), family!.packageAt('@acme/http'), own!.packageAt('@acme/client-mail')]).toEqual(['@acme/client-mail', 'family', '@acme/client-mail'])
})

test('a model is also named by what its packages are installed as', () => {
  const renamed = [{ as: 'push', name: '@acme/client-push' }, { as: 'http', name: '@acme/http' }, { as: 'other', name: '@other/http' }]
  const [family, deep] = new Libraries([model('family', ['@acme/client-*', '@acme/http']), model('deep', ['@acme/http/server'])], renamed).all
  expect([family!.named, deep!.named]).toEqual([['@acme/client-*', '@acme/http', 'push', 'http'], ['@acme/http/server', 'http/server']])
})

function libraries(models: Model[]): { of: (specifier: string) => string[] } {
  const all = new Libraries(models)
  return { of: specifier => all.of(specifier).map(library => library.model.library) }
}
