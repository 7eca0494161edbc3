import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Found, Setting } from './detect.js'

/** One file that is written or changed. */
export interface Step {
  file: string
  /** What is done to it, in words that follow its name. */
  does: string
  /** What it holds afterwards. */
  text: string
  /** What it holds now; undefined where it is not there. */
  before?: string
  /** The configuration of Bulkhead itself, which is written without being asked for. */
  own?: true
}

/** What would be done, and what is left to a person. */
export interface Plan {
  found: [what: string, is: string][]
  steps: Step[]
  /** One thing to do each, with what is to be copied in lines of its own. */
  left: string[]
}

const COMMAND = 'npx --no-install bulkhead check --staged'

/** What is done about ESLint, hooks, CI and the packages. */
export async function planAround(root: string, setting: Setting): Promise<Pick<Plan, 'steps' | 'left'>> {
  const eslint = await planESLint(root, setting)
  return {
    steps: eslint.steps,
    left: [...eslint.left, ...setting.cached.map(cacheAdvice), ...packagesOf(setting), ...setting.hooks.flatMap(hookAdvice), ...ciAdvice(setting.ci)],
  }
}

async function planESLint(root: string, { eslint, typescript, dependencies }: Setting): Promise<Pick<Plan, 'steps' | 'left'>> {
  const major = Number(/\d+/.exec(eslint.version ?? '')?.[0] ?? 9)
  if (major < 9) return { steps: [], left: [`ESLint ${eslint.version} is too old: eslint-plugin-bulkhead runs with 9 and 10.`] }
  if (eslint.config === undefined && eslint.legacy !== undefined)
    return { steps: [], left: [`${eslint.legacy} is a configuration of the old kind, which ESLint 9 does not read by itself: make it a flat one first (npx @eslint/migrate-config ${eslint.legacy}), and run bulkhead init again.`] }
  if (eslint.config === undefined) return { steps: [{ file: 'eslint.config.mjs', does: 'a flat configuration with the plugin and nothing else', text: minimal(typescript) }], left: [] }

  const before = readFileSync(join(root, eslint.config), 'utf8')
  // Loaded here, because it brings a compiler along that no other command needs.
  const { withPlugin } = await import('./eslint-config.js')
  const javascriptAlone = typescript && !readsTypeScript(before, dependencies)
  const edited = withPlugin(before, eslint.config, { javascriptAlone })
  if (edited.is === 'there') return { steps: [], left: [] }
  if (edited.is === 'left') return { steps: [], left: [`${eslint.config} is for you to change, because ${edited.why}: import bulkhead from 'eslint-plugin-bulkhead', and add bulkhead.configs.recommended.`] }
  const alone = `${eslint.config} has no parser for TypeScript, so the rules are held to JavaScript in the editor: add typescript-eslint and take \`files\` away to have them everywhere. bulkhead check judges TypeScript all the same.`
  return { steps: [{ file: eslint.config, does: 'the plugin is imported and its recommended rules are added', text: edited.text, before }], left: javascriptAlone ? [alone] : [] }
}

/** What brings no parser for TypeScript along. */
const WITHOUT_PARSER = /^(?:eslint|eslint\/config|@eslint\/js|@eslint\/json|@eslint\/markdown|globals|eslint-config-prettier(?:\/flat)?|node:.*|path|url)$/

function readsTypeScript(text: string, dependencies: ReadonlySet<string>): boolean {
  const modules = Array.from(text.matchAll(/\b(?:from|import|require)\s*\(?\s*(['"])([^'"\n]+)\1/g), match => match[2]!)
  return [...dependencies].some(name => name.includes('typescript-eslint')) || modules.some(name => !WITHOUT_PARSER.test(name))
}

function minimal(typescript: boolean): string {
  return typescript
    ? "import bulkhead from 'eslint-plugin-bulkhead'\nimport tseslint from 'typescript-eslint'\n\nexport default [\n  { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: tseslint.parser } },\n  bulkhead.configs.recommended,\n]\n"
    : "import bulkhead from 'eslint-plugin-bulkhead'\n\nexport default [{ ...bulkhead.configs.recommended, files: ['**/*.{js,mjs,cjs}'] }]\n"
}

function cacheAdvice({ where, command }: Setting['cached'][number]): string {
  return `Take \`--cache\` out of ${where} (${command}): ESLint remembers each file by its own text, and the rules of Bulkhead look across files.`
}

const ADD = { npm: 'npm install --save-dev', pnpm: 'pnpm add --save-dev', yarn: 'yarn add --dev', bun: 'bun add --dev' }

function packagesOf({ manager, eslint, typescript, dependencies }: Setting): string[] {
  const wanted = ['bulkhead', 'eslint-plugin-bulkhead', ...(eslint.version === undefined ? ['eslint'] : []), ...(eslint.config === undefined && eslint.legacy === undefined && typescript ? ['typescript-eslint'] : [])]
  const missing = wanted.filter(name => !dependencies.has(name))
  return missing.length > 0 ? [`Install what is missing:\n${ADD[manager.name]} ${missing.join(' ')}`] : []
}

function hookAdvice({ tool, file, has }: Found): string[] {
  if (has) return []
  const recipes: Record<string, string> = {
    husky: COMMAND,
    lefthook: `pre-commit:\n  commands:\n    bulkhead:\n      run: ${COMMAND}`,
    'pre-commit': `repos:\n  - repo: local\n    hooks:\n      - id: bulkhead\n        name: bulkhead\n        entry: ${COMMAND}\n        language: system\n        pass_filenames: false\n        always_run: true`,
  }
  return [`Let ${tool} judge what is committed; in ${file}:\n${recipes[tool]}`]
}

function ciAdvice(files: readonly Found[]): string[] {
  if (files.some(({ has }) => has)) return []
  const [first] = files
  if (first === undefined) return []
  if (first.tool === 'GitHub Actions') return [`A step for CI, behind the installation in ${first.file}:\n- run: npx --no-install bulkhead check --format github --job-summary`]
  if (first.tool === 'GitLab') return [`A job for CI is in node_modules/bulkhead/ci/gitlab.yml; include it in ${first.file}.`]
  return [`A step for CI, behind the installation in ${first.file}:\nnpx --no-install bulkhead check --format junit --output bulkhead.xml`]
}
