import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ErrorObject, ValidateFunction } from 'ajv'
import type { ModelProblem } from './model-error.js'
import type { Model } from './model.js'

/** Says whether data has the shape of a model, by `model.schema.json`, and if not, why. */
export function createShapeCheck(): (file: string, data: unknown) => { model: Model } | { problems: ModelProblem[] } {
  // Loaded where a project brings a model of its own: each start would pay for it.
  const { Ajv } = createRequire(import.meta.url)('ajv') as typeof import('ajv')
  const schema = JSON.parse(readFileSync(new URL('../model.schema.json', import.meta.url), 'utf8')) as object
  const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(schema) as ValidateFunction<Model>
  return (file, data) =>
    validate(data) ? { model: data } : { problems: (validate.errors ?? []).filter(tellsSomething).map(error => problemOf(file, error)) }
}

/** Alternatives and conditions are reported once for each branch and once as a whole; the whole says nothing that a reader can act on. */
function tellsSomething(error: ErrorObject): boolean {
  return error.keyword !== 'if' && error.keyword !== 'propertyNames'
}

function problemOf(file: string, error: ErrorObject): ModelProblem {
  const key = error.instancePath.slice(1).replaceAll(/\/(\d+)/g, '[$1]').replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
  const { params } = error as { params: Record<string, unknown> }
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty'])
      return { file, key: join(key, name), value: valueAt(error.data, name), problem: 'there is no such key here', cure: `Remove it, or write one of: ${known(error)}.` }
    }
    case 'required':
      return { file, key: join(key, String(params['missingProperty'])), value: undefined, problem: 'it is missing', cure: 'Add it.' }
    case 'enum':
      return { file, key, value: error.data, problem: 'it is not a known word', cure: `Write one of: ${(params['allowedValues'] as unknown[]).join(', ')}.` }
    case 'const':
      return { file, key, value: error.data, problem: 'only one value has a meaning here', cure: `Write ${JSON.stringify(params['allowedValue'])} or leave it out.` }
    case 'type':
      return { file, key, value: error.data, problem: `it is not of type ${String(params['type'])}`, cure: `Write a value of type ${String(params['type'])}.` }
    case 'false schema':
      return { file, key, value: error.data, problem: 'a signal or an opaque bound has none', cure: 'Remove it.' }
    case 'oneOf':
      return { file, key, value: error.data, problem: 'it must say exactly one of decorator, extends, implements, call', cure: 'Keep one of the four.' }
    case 'dependencies':
      return { file, key, value: error.data, problem: String(error.message), cure: 'Add what is missing.' }
    case 'pattern':
      return { file, key, value: error.propertyName ?? error.data, problem: `it does not match ${String(params['pattern'])}`, cure: 'Write it so that it matches.' }
    default:
      return { file, key, value: error.data, problem: String(error.message), cure: 'See model.schema.json for what may stand here.' }
  }
}

function join(key: string, name: string): string {
  return key === '' ? name : `${key}.${name}`
}

function valueAt(data: unknown, name: string): unknown {
  return (data as Record<string, unknown>)[name]
}

function known(error: ErrorObject): string {
  return Object.keys((error.parentSchema as { properties?: object }).properties ?? {}).join(', ')
}
