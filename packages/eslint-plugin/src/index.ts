import { createRequire } from 'node:module'
import type { TSESLint } from '@typescript-eslint/utils'
import type { Rule } from '@bulkhead/analysis'
import rules from '@bulkhead/rules'
import { eslintRule } from './rule.js'

const { name, version } = createRequire(import.meta.url)('../package.json') as { name: string; version: string }
const all = rules

/** The plugin: every rule of Bulkhead, and two configurations. */
const plugin = {
  meta: { name, version },
  rules: Object.fromEntries(all.map(rule => [rule.name, eslintRule(rule)])),
  configs: {} as Record<'recommended' | 'strict', TSESLint.FlatConfig.Config>,
}

const FILES = ['**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}']

function config(kind: 'recommended' | 'strict', severityOf: (rule: Rule) => 'error' | 'warn' | 'off'): TSESLint.FlatConfig.Config {
  const entries = all.map(rule => [`bulkhead/${rule.name}`, severityOf(rule)] as const).filter(([, severity]) => severity !== 'off')
  return { name: `bulkhead/${kind}`, files: FILES, plugins: { bulkhead: plugin as unknown as TSESLint.FlatConfig.Plugin }, rules: Object.fromEntries(entries) }
}

plugin.configs = {
  recommended: config('recommended', rule => rule.recommended ?? 'error'),
  strict: config('strict', () => 'error'),
}

export default plugin
