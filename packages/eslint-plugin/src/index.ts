import { createRequire } from 'node:module'
import type { ESLint, Linter } from 'eslint'
import type { Rule } from '@bulkhead/analysis'
import rules from '@bulkhead/rules'
import { eslintRule } from './rule.js'

const { name, version } = createRequire(import.meta.url)('../package.json') as { name: string; version: string }
const all = rules

/** The plugin: every rule of Bulkhead, and two configurations. */
const plugin = {
  meta: { name, version },
  rules: Object.fromEntries(all.map(rule => [rule.name, eslintRule(rule)])) as unknown as NonNullable<ESLint.Plugin['rules']>,
  configs: {} as Record<'recommended' | 'strict', Linter.Config>,
}

const FILES = ['**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}']

function config(kind: 'recommended' | 'strict', severityOf: (rule: Rule) => 'error' | 'warn' | 'off'): Linter.Config {
  const entries = all.map(rule => [`bulkhead/${rule.name}`, severityOf(rule)] as const).filter(([, severity]) => severity !== 'off')
  return { name: `bulkhead/${kind}`, files: FILES, plugins: { bulkhead: plugin as unknown as ESLint.Plugin }, rules: Object.fromEntries(entries) }
}

plugin.configs = {
  recommended: config('recommended', rule => rule.recommended ?? 'error'),
  strict: config('strict', () => 'error'),
}

export default plugin
