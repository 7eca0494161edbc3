import { parseEnv } from 'node:util'
import { asObject, readYaml, texts } from '../packages/layout.js'
import { inOrder, join, nameOf, nearest, parentOf, within } from '../repo-path.js'
import type { Environment, RepoPath, Service } from '../workspace.js'
import { COMPOSE } from './containers.js'
import type { ServiceInput } from './input.js'

type Input = Pick<ServiceInput, 'tree' | 'read' | 'notes'>

/** `.env`, `.env.example`, `.env.development`; not `.envrc`, which is a script. */
const ENV_FILE = /^\.env(?:\.[\w.-]+)?$|^(?:example|sample)\.env$/

/** What the repository gives programs for environment variables: in compose files, and in files for dotenv that git keeps. */
export class Environments {
  private readonly known = new Map<RepoPath, Environment[]>()
  private composed: Map<RepoPath, Environment[]> | undefined

  constructor(private readonly input: Input, private readonly programOf: (file: RepoPath) => RepoPath) {}

  /** Of the program in a folder. A file at the root of the repository holds where the program has none of that name. */
  of(folder: RepoPath): Environment[] {
    let known = this.known.get(folder)
    if (!known) this.known.set(folder, (known = [...this.inFiles(folder), ...this.inCompose().get(folder) ?? []]))
    return known
  }

  private inFiles(folder: RepoPath): Environment[] {
    const { tree, read } = this.input
    const names = [...new Set([folder, ''].flatMap(at => tree.filesIn(at).filter(name => ENV_FILE.test(name))))].sort(inOrder)
    return names.flatMap(name => {
      const file = [within(folder, name), name].find(path => tree.has(path))!
      const text = read(file)
      return text === undefined ? [] : [{ name, values: new Map(Object.entries(parseEnv(text)).flatMap(([key, value]) => value === undefined ? [] : [[key, value] as const])) }]
    })
  }

  private inCompose(): Map<RepoPath, Environment[]> {
    if (this.composed) return this.composed
    this.composed = new Map()
    for (const path of this.input.tree.all) {
      if (!COMPOSE.test(nameOf(path))) continue
      for (const service of Object.values(asObject(asObject(readYaml(path, this.input.tree, this.input.read, this.input.notes))?.services) ?? {})) {
        const built = builtFrom(path, asObject(service) ?? {})
        const folder = built === undefined ? undefined : this.programOf(within(built, 'Dockerfile'))
        const values = valuesOf(asObject(service)?.environment)
        if (folder !== undefined && values.size > 0) this.composed.set(folder, [...this.composed.get(folder) ?? [], { name: path, values }])
      }
    }
    return this.composed
  }
}

/** The folder of the program that a service of a compose file is. */
function builtFrom(path: RepoPath, { build }: Record<string, unknown>): RepoPath | undefined {
  const context = typeof build === 'string' ? build : asObject(build)?.context
  if (typeof context !== 'string') return undefined
  const home = join(parentOf(path), context)
  const dockerfile = asObject(build)?.dockerfile
  return home === undefined || typeof dockerfile !== 'string' ? home : parentOf(join(home, dockerfile) ?? '')
}

/** `environment` as a list or an object, with what an anchor merges into it. */
function valuesOf(environment: unknown): Map<string, string> {
  if (Array.isArray(environment)) return new Map(texts(environment).flatMap(line => {
    const [, key, value] = /^(\w+)=(.*)$/s.exec(line) ?? []
    return key === undefined ? [] : [[key, filledIn(value!)] as const]
  }))
  return new Map(Object.entries(asObject(environment) ?? {}).flatMap(([key, value]): [string, string][] => {
    if (key === '<<') return (Array.isArray(value) ? value : [value]).flatMap(one => [...valuesOf(one)])
    return typeof value === 'string' || typeof value === 'number' ? [[key, filledIn(String(value))]] : []
  }))
}

/** `${NAME:-text}` is the text where nobody says otherwise; `${NAME}` stays as it is. */
function filledIn(text: string): string {
  return text.replace(/\$\{\w+:?-([^}]*)\}/g, '$1')
}

/** Tells the folder of the program that a file is part of: its service, or the one of which that is a part, else its package. */
export function programsOf(services: readonly Service[], packages: ReadonlyMap<RepoPath, { directory: RepoPath }>): (file: RepoPath) => RepoPath {
  const wholes = new Map(services.filter(({ part, kind }) => part !== true && kind !== 'module').flatMap(({ directory, libraries }) => [...libraries ?? [], directory].map(folder => [folder, directory] as const)))
  return file => nearest(wholes, file) ?? nearest(packages, file)?.directory ?? ''
}
