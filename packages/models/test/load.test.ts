import { describe, expect, test } from '@jest/globals'
import { loadModels, ModelError, ownModels } from '../src/index.js'
import { checkMeaning } from '../src/check-meaning.js'
import { createShapeCheck } from '../src/check-shape.js'

const mine = { library: '@acme/http', versions: '*', docs: 'https://acme.example/http' }

/** A container that is sound. */
const box = { binds: [{ by: 'module.bind(token, value)', token: 'token', value: ['value'] }], asks: [{ call: 'module.get(token)', token: 'token' }] }

function problemsOf(model: object) {
  try {
    loadModels([{ path: 'acme.json', text: JSON.stringify(model) }])
  } catch (error) {
    if (error instanceof ModelError) return error.problems
    throw error
  }
  return []
}

describe('the models that ship', () => {
  const check = createShapeCheck()
  test.each(ownModels().map(({ file, model }) => [file, model] as const))('%s is sound', (file, model) => {
    const shaped = check(file, model)
    expect('problems' in shaped ? shaped.problems : checkMeaning(file, shaped.model)).toEqual([])
  })

  test('come in the same order each time, without what only editors need', () => {
    expect(loadModels()).toEqual(loadModels())
    expect(loadModels().filter(model => '$schema' in model)).toEqual([])
    const files = ownModels().map(({ file }) => file)
    expect(files).toEqual([...files].sort())
  })
})

describe("a project's own models", () => {
  test('come first, so that they decide', () => {
    const text = JSON.stringify({ ...mine, $schema: 'x', clients: { http: { made: ['module.http'] } }, operations: [{ kind: 'http.request', calls: ['http.get(url)'] }] })
    const models = loadModels([{ path: 'acme.json', text }])
    expect(models[0]?.library).toBe('@acme/http')
    expect(models).toHaveLength(loadModels().length + 1)
  })

  test('that are no JSON are refused by name', () => {
    expect(() => loadModels([{ path: 'acme.json', text: '{' }])).toThrow(/^acme\.json: the file: it is no JSON: .* Write it as JSON/)
  })

  test.each([
    [{ ...mine, client: {} }, 'client', 'there is no such key here'],
    [{ library: 'x', versions: '*' }, 'docs', 'it is missing'],
    [{ ...mine, docs: 'http://x' }, 'docs', 'it does not match ^https://'],
    [{ ...mine, modules: ['@acme/*/client'] }, 'modules[0]', 'it does not match'],
    [{ ...mine, modules: ['*'] }, 'modules[0]', 'it does not match'],
    [{ ...mine, layer: 'queue' }, 'layer', 'only one value has a meaning here'],
    [{ ...mine, operations: [{ kind: 'http.get', calls: ['module(url)'] }] }, 'operations[0].kind', 'it is not a known word'],
    [{ ...mine, operations: [{ kind: 'http.request', calls: 'module(url)' }] }, 'operations[0].calls', 'it is not of type array'],
    [{ ...mine, operations: [{ kind: 'http.request', calls: ['module(url'] }] }, 'operations[0].calls[0]', 'expected "," or ")" at column 11'],
    [{ ...mine, operations: [{ kind: 'http.request', calls: ['http.get(url)'] }] }, 'operations[0].calls[0]', 'no client of this model has that name'],
    [{ ...mine, operations: [{ kind: 'http.request', calls: ['module(url, a:http)'] }] }, 'operations[0].calls[0]', 'no client of this model has that name'],
    [{ ...mine, clients: { http: { made: ['module(config)'], through: { place: 'config.box', client: 'box' } } } }, 'clients.http.through.client', 'no client of this model has that name'],
    [{ ...mine, clients: { http: { made: ['module(config)'], through: { place: 'box', client: 'http' } } } }, 'clients.http.through.place', 'no signature names a parameter "box"'],
    [{ ...mine, operations: [{ kind: 'http.request', calls: ['global.http(url)'] }] }, 'operations[0].calls[0]', '"http" is not listed in globals'],
    [{ ...mine, operations: [{ kind: 'http.request', calls: ['module(url)'], target: ['uri'] }] }, 'operations[0].target[0]', 'no signature names a parameter "uri"'],
    [{ ...mine, operations: [{ kind: 'retry', calls: ['module(fn)'], runs: 'run' }] }, 'operations[0].calls[0]', 'it must name a parameter "run"'],
    [{ ...mine, containers: [{ ...box, asks: [{ call: 'module.get(token)' }] }] }, 'containers[0].asks[0].token', 'it is missing'],
    [{ ...mine, containers: [{ ...box, asks: [{ call: 'module.get(token)', token: 'name' }] }] }, 'containers[0].asks[0].token', 'no signature names a parameter "name"'],
    [{ ...mine, containers: [{ ...box, asks: [{ member: 'module.cradle' }] }] }, 'containers[0].asks[0].member', 'its last name is the token, and is not left open'],
    [{ ...mine, containers: [{ ...box, binds: [{ by: 'module.bind(token, value)', token: 'token', value: ['it'] }] }] }, 'containers[0].binds[0].value[0]', 'no signature names a parameter "it"'],
    [{ ...mine, containers: [{ ...box, binds: [{ by: 'module.bind(token)', token: 'token' }] }] }, 'containers[0].binds[0]', 'nothing says what is bound'],
    [{ ...mine, containers: [{ ...box, binds: [{ by: 'module.bind(token, value)', token: 'token', value: ['value'], gives: ['box'] }] }] }, 'containers[0].binds[0].gives[0]', 'no client of this model has that name'],
    [{ ...mine, containers: [{ ...box, later: ['module.later(fn)'] }] }, 'containers[0].later[0]', 'it must name a parameter "token"'],
    [{ ...mine, containers: [{ ...box, scope: { decorator: 'module.Module(a)', holds: ['b.c'], imports: 'a.b', exports: 'a.c', class: 'a.d' } }] }, 'containers[0].scope[0]', 'no signature names a parameter "b"'],
    [{ ...mine, callbacks: [{ calls: ['module.run(fn)'], runs: 'run', gives: [null] }] }, 'callbacks[0].calls[0]', 'it must name a parameter "run"'],
    [{ ...mine, bounds: [{ limit: 'timeout', places: ['config.timeout'], unit: 'ms', evidence: 'x' }] }, 'bounds[0].places[0]', 'no signature names a parameter "config"'],
    [{ ...mine, bounds: [{ limit: 'timeout', places: [{ assigned: 'a' }], evidence: 'x' }] }, 'bounds[0].unit', 'it is missing'],
    [{ ...mine, bounds: [{ limit: 'timeout', places: [{ assigned: 'a' }], is: 'signal', default: 5, evidence: 'x' }] }, 'bounds[0].default', 'a signal or an opaque bound has none'],
    [{ ...mine, definitions: [{ kind: 'entity' }] }, 'definitions[0].call', 'it is missing'],
    [{ ...mine, modules: [], values: [{ means: 'timer', made: ['module.later(callback, ms)'] }] }, 'values[0].made[0]', 'it must name a parameter "delay"'],
  ])('%j: %s, %s', (model, key, problem) => {
    const problems = problemsOf(model)
    expect(problems).toContainEqual(expect.objectContaining({ file: 'acme.json', key, problem: expect.stringContaining(problem) }))
    for (const found of problems) expect(found.cure).toMatch(/\.$/)
  })

  test('that are wrong are refused with file, key, value and cure', () => {
    expect(() => loadModels([{ path: 'acme.json', text: JSON.stringify({ ...mine, layer: 'queue' }) }])).toThrow(
      'acme.json: layer is "queue": only one value has a meaning here. Write "database" or leave it out.',
    )
  })
})
