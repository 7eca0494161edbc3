import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rule } from '@bulkhead/analysis'
import { ownModels } from '@bulkhead/models'
import rules from '@bulkhead/rules'
import { readFixtures } from './fixtures.js'
import { abridged, commandOutput, operationsOf } from './pages/command-output.js'
import { fence } from './pages/markdown.js'
import { accuracyPage, accuracySummary, type Score } from './pages/accuracy-page.js'
import { modelsPage, type Proven } from './pages/models-page.js'
import { withParts } from './pages/readme.js'
import { ROOT } from './pages/root.js'
import { rulePage, rulesReadme, rulesTable } from './pages/rule-page.js'
import { ruleNames, rulesIndex } from './pages/rules-index.js'

/** Every generated file: its path, relative to the root, and its text. The same for the same sources, to the letter. */
export function pages(root = ROOT): Map<string, string> {
  const all: readonly Rule[] = rules
  const fixtures = readFixtures(join(root, 'fixtures'))
  const scores = JSON.parse(readFileSync(join(root, 'bench/accuracy/scores.json'), 'utf8')) as Score[]
  return new Map([
    ['rules/index.ts', rulesIndex(ruleNames(root))],
    ...all.map(rule => [`docs/rules/${rule.name}.md`, rulePage(rule, fixtures)] as const),
    ['docs/rules/README.md', rulesReadme(all)],
    ['docs/models.md', modelsPage(ownModels(), JSON.parse(readFileSync(join(root, 'packages/models/proofs/proven.json'), 'utf8')) as Proven)],
    ['docs/accuracy.md', accuracyPage(scores)],
    ['docs/shop-map.svg', commandOutput(root, ['map', 'fixtures/services/shop', '--format', 'svg'])],
    ['README.md', withParts(readFileSync(join(root, 'README.md'), 'utf8'), {
      rules: rulesTable(all, 'docs/rules/'),
      check: fence('text', abridged(commandOutput(root, ['check', 'fixtures/services/shop']), 2)),
      inspect: fence('text', operationsOf(commandOutput(root, ['inspect', 'fixtures/services/shop']), 'services/catalog/src/client.ts')),
      accuracy: accuracySummary(scores),
      help: fence('text', commandOutput(root, ['--help'])),
    })],
  ])
}

/** The generated files that are not what they should be, sorted; pages of rules that are gone among them. */
export function stale(root = ROOT, expected = pages(root)): string[] {
  const changed = [...expected].filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text).map(([path]) => path)
  return [...changed, ...orphans(root, expected)].sort()
}

/** The pages of rules that are gone. */
export function orphans(root: string, expected: ReadonlyMap<string, string>): string[] {
  const folder = join(root, 'docs/rules')
  return existsSync(folder) ? readdirSync(folder).map(file => `docs/rules/${file}`).filter(path => path.endsWith('.md') && !expected.has(path)) : []
}
