import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isAbsolute, relative, resolve as resolveNative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser'
import { ConfigError } from '../errors.js'
import type { Notes } from '../notes.js'
import type { Config, RepoPath } from '../workspace.js'
import { complaints } from './complaints.js'
import { configSchema, type UserConfig } from './schema.js'

const PROGRAMS = ['bulkhead.config.ts', 'bulkhead.config.mts', 'bulkhead.config.js', 'bulkhead.config.mjs', 'bulkhead.config.cjs']
const DATA = 'bulkhead.config.json'

/** How to find the configuration. */
export interface ConfigSource {
  root: string
  /** Path of the file, relative to the root; otherwise it is looked for in the root. */
  configFile?: string
  /** False: nothing of the repository is run, so only JSON is read. */
  allowConfigExecution?: boolean
  /** Settings that win over the file's, key by key. */
  override?: UserConfig
}

/** Finds, reads and checks the configuration. @throws ConfigError where it cannot be used. */
export function loadConfig(source: ConfigSource, notes: Notes): Config {
  const file = locate(source, notes)
  const written = file === undefined ? {} : check(file, isData(file) ? readData(source.root, file) : runProgram(source.root, file))
  const given = source.override === undefined ? {} : check('The given configuration', source.override)
  return filledIn({ ...written, ...given }, file)
}

function locate({ root, configFile, allowConfigExecution = true }: ConfigSource, notes: Notes): RepoPath | undefined {
  const present = (name: string) => existsSync(resolveNative(root, name))
  if (configFile !== undefined) {
    const path = relative(root, isAbsolute(configFile) ? configFile : resolveNative(root, configFile)).split(sep).join('/')
    if (!present(path)) throw new ConfigError(path, ['there is no such file. Correct the path, or leave it out to use none.'])
    if (allowConfigExecution || isData(path)) return path
    refuse(path, notes)
    return undefined
  }
  const found = [...PROGRAMS, DATA].filter(present)
  if (found.length > 1) throw new ConfigError(found.join(' and '), ['there is more than one configuration. Keep one of them.'])
  const [path] = found
  if (path === undefined || allowConfigExecution || isData(path)) return path
  refuse(path, notes)
  return undefined
}

function refuse(path: RepoPath, notes: Notes): void {
  notes.blind('The configuration is a program, and running code of this repository is not allowed here; defaults are in force.', path, `Write it as ${DATA}, or allow the configuration to run.`)
}

function isData(path: string): boolean {
  return path.endsWith('.json')
}

function readData(root: string, file: RepoPath): unknown {
  const errors: ParseError[] = []
  const text = readFileSync(resolveNative(root, file), 'utf8')
  const value: unknown = parse(text, errors, { allowTrailingComma: true })
  const [first] = errors
  if (first) {
    const line = text.slice(0, first.offset).split('\n').length
    throw new ConfigError(file, [`line ${line} is not valid JSON (${printParseErrorCode(first.error)}). Correct it there.`])
  }
  return value
}

function runProgram(root: string, file: RepoPath): unknown {
  // The helper is found even where this package is not installed in the repository, as under npx.
  const helper = fileURLToPath(new URL('./define-config', import.meta.url))
  // Loaded where there is something to run: most repositories have no such configuration, and each start would pay for it.
  const { createJiti } = createRequire(import.meta.url)('jiti') as typeof import('jiti')
  const jiti = createJiti(resolveNative(root, 'bulkhead'), {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    alias: { bulkhead: helper, '@bulkhead/workspace': helper },
  })
  let loaded: unknown
  try {
    loaded = jiti(resolveNative(root, file))
  } catch (error) {
    const message = String((error as Error)?.message ?? error).split('\n')[0]!.replaceAll(root + sep, '')
    throw new ConfigError(file, [`it fails when it runs (${message}). Correct it; it runs once, synchronously, whenever Bulkhead starts.`])
  }
  const exported = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? (loaded).default : loaded
  if (typeof (exported as PromiseLike<unknown> | null)?.then === 'function') throw new ConfigError(file, ['it exports a promise. Export the object itself: editors cannot wait for it.'])
  return exported
}

function check(file: string, value: unknown): UserConfig {
  const result = configSchema.safeParse(value)
  if (result.success) return result.data
  throw new ConfigError(file, complaints(result.error.issues, value))
}

function filledIn(config: UserConfig, file: RepoPath | undefined): Config {
  return {
    ...(file !== undefined && { file }),
    services: (config.services ?? []).map(({ name, path, owners, entry }) => ({ name: name ?? nameFor(path), path, ...(owners && { owners }), ...(entry && { entry }) })),
    owners: config.owners ?? {},
    edges: config.edges ?? [],
    evidence: config.evidence ?? [],
    attestations: config.attestations ?? [],
    policy: config.policy ?? {},
    constraints: config.constraints ?? {},
    shared: config.shared ?? [],
    ignore: config.ignore ?? [],
    scopes: config.scopes ?? {},
    rules: Object.fromEntries(
      Object.entries(config.rules ?? {}).map(([name, setting]) => {
        const [severity, options] = typeof setting === 'string' ? [setting] : setting
        return [name, { severity, options: options ?? {} }]
      }),
    ),
    models: config.models ?? [],
    tables: config.tables ?? {},
    databases: config.databases ?? [],
    suppressions: { requireReason: config.suppressions?.requireReason ?? false },
    waivers: { longest: config.waivers?.longest ?? 90 },
    baseline: { never: config.baseline?.never ?? [] },
  }
}

/** A placeholder in the path names the service; otherwise its folder does. */
function nameFor(path: string): string {
  return /<\w+>/.exec(path)?.[0] ?? (/[*?{[]/.test(path) ? '<folder>' : path.replace(/\/+$/, '').split('/').pop() || 'app')
}
