import type { Ecosystem } from '../ecosystem.js'
import type { FileTree } from '../files/tree.js'
import type { ReadText } from '../files/text.js'
import { isInside, join, parentOf } from '../repo-path.js'
import type { RepoPath, Resolution } from '../workspace.js'

/** A folder or file that a tool writes from a schema, most often left out of git. */
export interface GeneratedOutput {
  output: RepoPath
  schema: RepoPath
  provider: string
  /** The library whose code the output is; absent where the tool is not known. */
  library?: string
}

const GENERATOR = /^\s*generator\s+\w+\s*\{([^}]*)\}/gm
const SETTING = (key: string) => new RegExp(`^\\s*${key}\\s*=\\s*"([^"]*)"`, 'm')

/** What the `generator` blocks of every schema write inside the repository. */
export function readGeneratedOutputs(tree: FileTree, read: ReadText, ecosystem: Ecosystem): GeneratedOutput[] {
  const outputs: GeneratedOutput[] = []
  for (const kind of ecosystem.generatedClients)
    for (const schema of tree.all) {
      if (!schema.endsWith(kind.schema)) continue
      const text = read(schema)?.replace(/^\s*\/\/.*$/gm, '') ?? ''
      for (const [, block = ''] of text.matchAll(GENERATOR)) {
        const provider = SETTING('provider').exec(block)?.[1] ?? ''
        const target = SETTING('output').exec(block)?.[1]
        const output = target === undefined ? undefined : join(parentOf(schema), target)
        if (!output) continue
        outputs.push({ output, schema, provider, ...(kind.providers.includes(provider) && { library: kind.library }) })
      }
    }
  return outputs
}

/** The generated output that a path points into, the innermost one. */
export function generatedAt(path: RepoPath, outputs: readonly GeneratedOutput[]): GeneratedOutput | undefined {
  return outputs.filter(({ output }) => isInside(path, output)).sort((a, b) => b.output.length - a.output.length)[0]
}

/** The schema from which the code is generated that an import leads to. */
export function schemaBehind(target: Resolution, outputs: readonly GeneratedOutput[]): RepoPath | undefined {
  return target.is === 'library' && target.path !== undefined ? generatedAt(target.path, outputs)?.schema : undefined
}
