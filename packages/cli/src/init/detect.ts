import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file that some tool reads, and the tool. */
export interface Found {
  tool: string
  file: string
  /** It speaks of Bulkhead already. */
  has: boolean
}

/** How a repository is worked on, as far as its root shows it. */
export interface Setting {
  manager: { name: 'npm' | 'pnpm' | 'yarn' | 'bun'; why?: string }
  eslint: {
    /** As it is installed, else as it is asked for. */
    version?: string
    /** The flat configuration. */
    config?: string
    /** A configuration of the old kind. */
    legacy?: string
  }
  /** There is TypeScript to be linted. */
  typescript: boolean
  /** Everything that the root's package.json asks for. */
  dependencies: ReadonlySet<string>
  hooks: Found[]
  ci: Found[]
  /** Commands that run ESLint with its cache, by where they are written. */
  cached: { where: string; command: string }[]
}

const FLAT = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(ending => `eslint.config.${ending}`)
const LEGACY = ['.eslintrc.js', '.eslintrc.cjs', '.eslintrc.yaml', '.eslintrc.yml', '.eslintrc.json', '.eslintrc']
const LOCKS = [['pnpm-lock.yaml', 'pnpm'], ['yarn.lock', 'yarn'], ['bun.lock', 'bun'], ['bun.lockb', 'bun'], ['package-lock.json', 'npm'], ['npm-shrinkwrap.json', 'npm']] as const
const HOOKS = [['.husky/pre-commit', 'husky'], ['lefthook.yml', 'lefthook'], ['lefthook.yaml', 'lefthook'], ['.lefthook.yml', 'lefthook'], ['.pre-commit-config.yaml', 'pre-commit']] as const
const CI = [['.gitlab-ci.yml', 'GitLab'], ['.circleci/config.yml', 'CircleCI'], ['azure-pipelines.yml', 'Azure Pipelines'], ['bitbucket-pipelines.yml', 'Bitbucket'], ['Jenkinsfile', 'Jenkins']] as const

/** Looks at the root of a repository; nothing is run. */
export function detect(root: string): Setting {
  const manifest = json(join(root, 'package.json'))
  const dependencies = new Set(['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].flatMap(kind => Object.keys(record(manifest[kind]))))
  const found = (pairs: readonly (readonly [string, string])[]) => pairs.filter(([file]) => existsSync(join(root, file))).map(([file, tool]) => ({ tool, file, has: text(join(root, file)).includes('bulkhead') }))
  return {
    manager: managerOf(root, manifest),
    eslint: {
      version: versionOf(root, manifest),
      config: FLAT.find(file => existsSync(join(root, file))),
      legacy: LEGACY.find(file => existsSync(join(root, file))) ?? (manifest.eslintConfig === undefined ? undefined : 'package.json'),
    },
    typescript: existsSync(join(root, 'tsconfig.json')) || dependencies.has('typescript'),
    dependencies,
    hooks: found(HOOKS),
    ci: [...found(workflowsOf(root)), ...found(CI)],
    cached: cachedIn(manifest),
  }
}

function managerOf(root: string, { packageManager }: Record<string, unknown>): Setting['manager'] {
  const named = typeof packageManager === 'string' ? /^(npm|pnpm|yarn|bun)@/.exec(packageManager)?.[1] : undefined
  if (named !== undefined) return { name: named as Setting['manager']['name'], why: 'package.json' }
  const lock = LOCKS.find(([file]) => existsSync(join(root, file)))
  return lock ? { name: lock[1], why: lock[0] } : { name: 'npm' }
}

function versionOf(root: string, manifest: Record<string, unknown>): string | undefined {
  const installed = json(join(root, 'node_modules/eslint/package.json')).version
  if (typeof installed === 'string') return installed
  const asked = record(manifest.devDependencies).eslint ?? record(manifest.dependencies).eslint
  return typeof asked === 'string' ? asked : undefined
}

function workflowsOf(root: string): [string, string][] {
  const folder = join(root, '.github/workflows')
  const files = existsSync(folder) ? readdirSync(folder).filter(file => /\.ya?ml$/.test(file)).sort() : []
  return files.map(file => [`.github/workflows/${file}`, 'GitHub Actions'])
}

function cachedIn(manifest: Record<string, unknown>): Setting['cached'] {
  const commands = [
    ...Object.entries(record(manifest.scripts)).map(([name, command]) => ({ where: `the script \`${name}\``, command })),
    ...Object.values(record(manifest['lint-staged'])).flat().map(command => ({ where: '`lint-staged`', command })),
  ]
  return commands.flatMap(({ where, command }) => typeof command === 'string' && /\beslint\b[^&|;]*\s--cache(?!-)\b/.test(command) ? [{ where, command }] : [])
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}
}

function text(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function json(file: string): Record<string, unknown> {
  try {
    return record(JSON.parse(text(file)))
  } catch {
    // What cannot be read says nothing; it is not for us to complain of.
    return {}
  }
}
