import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckId } from '@bulkhead/analysis'
import type { Spot } from '@bulkhead/checker'
import type { Engine } from '../engine.js'

/** What CI runs of one tool. That it runs does not say how it ended. */
export interface Step {
  check: CheckId
  tool: string
  at: Spot[]
}

const TOOLS: readonly [check: CheckId, tool: string, command: RegExp][] = [
  ['static-analysis', 'ESLint', /\beslint\b/], ['static-analysis', 'Biome', /\bbiome\s+(?:ci|check|lint)\b/], ['static-analysis', 'oxlint', /\boxlint\b/], ['static-analysis', 'Bulkhead', /\bbulkhead\s+(?:check|gate)\b/],
  ['type-checks', 'tsc', /\b(?:tsc|tsgo|vue-tsc)\b/],
  ['tests', 'Jest', /\bjest\b/], ['tests', 'Vitest', /\bvitest\b/], ['tests', 'Mocha', /\bmocha\b/], ['tests', 'the test runner of Bun', /\bbun\s+(?:--\S+\s+)*test\b(?![:\w-])/], ['tests', 'the test runner of Node.js', /\bnode\s+(?:--\S+\s+)*--test\b/], ['tests', 'Playwright', /\bplaywright\s+test\b/], ['tests', 'Cypress', /\bcypress\s+run\b/],
  ['api-contract', 'oasdiff', /\boasdiff\b/], ['api-contract', 'Redocly', /\bredocly\b/], ['api-contract', 'Spectral', /\bspectral\s+lint\b/], ['api-contract', 'openapi-diff', /\bopenapi-diff\s+\S/], ['api-contract', 'buf', /\bbuf\s+(?:breaking|lint)\b|bufbuild\//], ['api-contract', 'GraphQL Inspector', /\bgraphql-inspector\b/],
  ['security-findings', 'CodeQL', /github\/codeql-action\/analyze/], ['security-findings', 'Semgrep', /\bsemgrep\b/], ['security-findings', 'Trivy', /\btrivy\b/], ['security-findings', 'Snyk', /\bsnyk\b/], ['security-findings', 'the audit of the package manager', /\b(?:npm|pnpm|yarn)\s+(?:npm\s+)?audit\b/],
  ['security-findings', 'dependency-review', /actions\/dependency-review-action/], ['security-findings', 'OSV-Scanner', /\bosv-scanner\b/], ['security-findings', 'Gitleaks', /\bgitleaks\b/],
  ['migrations', 'squawk', /\bsquawk\b/], ['performance-budget', 'k6', /\bk6\s+run\b|grafana\/(?:run-)?k6/], ['performance-budget', 'Artillery', /\bartillery\s+run\b/],
]

/** What the workflows of GitHub and the jobs of GitLab run, by themselves or through a script of a package.json. */
export function pipelinesIn({ workspace }: Engine): Step[] {
  const scripts = scriptsIn(workspace)
  const steps = new Map<string, Step>()
  for (const file of workflowFiles(workspace.root)) for (const { text, line } of commandsIn(workspace.read(file) ?? '', file.startsWith('.github/') ? /^(\s*(?:-\s+)?)(run|uses):\s*(.*)$/ : /^(\s*)((?:before_|after_)?script):\s*(.*)$/)) {
    const run = [text, ...[...text.matchAll(/\b(?:npm|pnpm|yarn|bun)\s+(?:-\S+\s+)*(?:run\s+)?(?:-\S+\s+)*([\w:.-]+)/g)].flatMap(([, name]) => scripts(name!, text))].join('\n')
    for (const [check, tool, command] of TOOLS) if (command.test(run)) {
      const known = steps.get(tool) ?? { check, tool, at: [] }
      known.at.push({ file, line })
      steps.set(tool, known)
    }
  }
  return TOOLS.flatMap(([, tool]) => steps.get(tool) ?? [])
}

/** What keeps dependencies fresh by asking for it in pull requests. */
export function updatersIn({ workspace }: Engine): { tool: string; at: Spot }[] {
  const places = { Renovate: ['renovate.json', 'renovate.json5', '.renovaterc', '.renovaterc.json', '.github/renovate.json', '.github/renovate.json5'], Dependabot: ['.github/dependabot.yml', '.github/dependabot.yaml'] }
  return Object.entries(places).flatMap(([tool, files]) => files.filter(file => workspace.read(file) !== undefined).slice(0, 1).map(file => ({ tool, at: { file, line: 1 } })))
}

function workflowFiles(root: string): string[] {
  const folder = '.github/workflows'
  try {
    return [...readdirSync(join(root, folder)).filter(name => /\.ya?ml$/.test(name)).sort().map(name => `${folder}/${name}`), '.gitlab-ci.yml']
  } catch {
    return ['.gitlab-ci.yml']
  }
}

/** The commands and actions of a workflow, line by line: what stands under `run` and `script`, and what `uses` names. */
function commandsIn(text: string, held: RegExp): { text: string; line: number }[] {
  let block: number | undefined
  return text.split('\n').flatMap((written, index) => {
    if (/^\s*(?:#|$)/.test(written)) return []
    const indent = written.search(/\S/)
    if (block !== undefined && indent > block) return [{ text: written.trim(), line: index + 1 }]
    block = undefined
    const [, before = '', key, rest = ''] = held.exec(written) ?? []
    if (key === undefined) return []
    if (key !== 'uses' && (/^[|>][+-]?\s*$/.test(rest) || rest === '')) block = before.length
    return rest === '' ? [] : [{ text: rest, line: index + 1 }]
  })
}

/** What a script runs: that of the folder that is gone to, or of the root; of every package where the root hands it on to all. */
function scriptsIn(workspace: Engine['workspace']): (name: string, command: string) => string[] {
  const all = new Map(workspace.filesEnding('package.json').filter(file => /(?:^|\/)package\.json$/.test(file)).map(file => [file.replace(/\/?package\.json$/, ''), scriptsOf(workspace.read(file))]))
  return (name, command) => {
    const folder = /\bcd\s+(?:\.\/)?([\w./@-]+?)\/?(?:\s|$)/.exec(command)?.[1]
    const own = all.get(folder ?? '')?.[name]
    const names = [name, ...[...(own ?? '').matchAll(/\b(?:turbo|lerna)\s+(?:run\s+)?([\w:.-]+)/g)].map(([, other]) => other!)]
    const handsOn = folder === undefined && own !== undefined && /\b(?:turbo|nx|lerna|moon|wireit)\s|\s(?:-r|--recursive|--workspaces|--filter)\b/.test(own)
    return [...(own === undefined ? [] : [own]), ...(handsOn ? [...all.values()].flatMap(scripts => names.flatMap(other => scripts[other] ?? [])) : [])]
  }
}

function scriptsOf(text: string | undefined): Record<string, string> {
  try {
    const { scripts } = JSON.parse(text ?? '{}') as { scripts?: Record<string, unknown> }
    return Object.fromEntries(Object.entries(scripts ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return {}
  }
}
