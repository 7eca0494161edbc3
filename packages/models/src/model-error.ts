/** One thing that is wrong in a model: where, what stands there, what is wrong with it, and what to do. */
export interface ModelProblem {
  file: string
  /** The path to the value, as `operations[0].calls[1]`; empty for the whole file. */
  key: string
  value: unknown
  problem: string
  cure: string
}

/** Thrown for models that cannot be used, with every problem found in them. */
export class ModelError extends Error {
  override name = 'ModelError'
  constructor(readonly problems: ModelProblem[]) {
    super(problems.map(sentence).join('\n'))
  }
}

function sentence({ file, key, value, problem, cure }: ModelProblem): string {
  const shown = JSON.stringify(value)
  return `${file}: ${key === '' ? 'the file' : key}${shown === undefined ? '' : ` is ${shorten(shown)}`}: ${problem}. ${cure}`
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}...` : text
}
