import { harmless } from '@bulkhead/gate/findings'

/** Something that the person who called can put right: one sentence about what is wrong, and one about what to do. */
export class Trouble extends Error {
  override name = 'Trouble'
  readonly remedy: string
  constructor(message: string, remedy: string) {
    super(message)
    this.remedy = remedy
  }
}

/** The lines that a failure is told in; with its stack where that was asked for. */
export function told(error: unknown, { debug }: { debug: boolean }): string {
  const known = error instanceof Error ? error : new Error(String(error))
  const lines = [`bulkhead: ${known.message}`, remedyOf(known)]
  if (debug && known.stack !== undefined) lines.push(known.stack)
  return `${lines.join('\n').split('\n').map(harmless).join('\n')}\n`
}

function remedyOf(error: Error): string {
  if (error instanceof Trouble) return error.remedy
  // By name, because loading the class would load the engine, and an error must be told even where that is what failed.
  if (error.name === 'ConfigError') return 'Put the configuration right, or pass another one with --config.'
  if (error.name === 'ModelError') return 'Put the model right: docs/adding-a-model.md tells what it may say.'
  if (error.name === 'PartError') return 'Make all parts anew with one version, of one commit and with one configuration; docs/ci.md tells how.'
  if (error.name === 'FactsError') return 'Write the facts anew with `bulkhead facts`, each repository under a name of its own (--name); docs/ci.md tells how.'
  if (error.name === 'WorkspaceError') return 'Pass the folder of a repository: bulkhead check <dir>.'
  return 'This is a defect of Bulkhead. Run the command again with --debug and report what it prints.'
}
