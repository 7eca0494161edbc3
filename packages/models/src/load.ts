import { readdirSync, readFileSync } from 'node:fs'
import { checkMeaning } from './check-meaning.js'
import { createShapeCheck } from './check-shape.js'
import { ModelError, type ModelProblem } from './model-error.js'
import type { Model } from './model.js'

/** A model that a project brings along. */
export interface ModelText {
  /** What errors call it. */
  path: string
  text: string
}

/**
 * Every model that ships, ordered by file name, after the project's own in the order given: what a project says of a library comes first.
 * Throws a ModelError with all that is wrong in the project's models. Ours are not checked here; their tests do.
 */
export function loadModels(extra: ModelText[] = []): Model[] {
  return [...readExtra(extra), ...ownModels().map(({ model }) => model)]
}

/** The models that ship, each with its file name, ordered by that name. */
export function ownModels(): { file: string; model: Model }[] {
  const folder = new URL('../libraries/', import.meta.url)
  return readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .sort()
    .map(file => ({ file, model: withoutSchema(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Model) }))
}

function readExtra(extra: ModelText[]): Model[] {
  if (extra.length === 0) return []
  const check = createShapeCheck()
  const problems: ModelProblem[] = []
  const models: Model[] = []
  for (const { path, text } of extra) {
    const result = parse(path, text)
    const shaped = 'problems' in result ? result : check(path, result.data)
    const found = 'problems' in shaped ? shaped.problems : checkMeaning(path, shaped.model)
    problems.push(...found)
    if ('model' in shaped) models.push(withoutSchema(shaped.model))
  }
  if (problems.length > 0) throw new ModelError(problems)
  return models
}

function parse(path: string, text: string): { data: unknown } | { problems: ModelProblem[] } {
  try {
    return { data: JSON.parse(text) }
  } catch (error) {
    return { problems: [{ file: path, key: '', value: undefined, problem: `it is no JSON: ${(error as Error).message}`, cure: 'Write it as JSON, without comments.' }] }
  }
}

/** `$schema` is there for editors; nothing that reads a model should meet it. */
function withoutSchema(model: Model & { $schema?: string }): Model {
  const { $schema: _, ...rest } = model
  return rest
}
