import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { compile, type CruiseOutcome, cruiseBoundaries, print, type RuleSet, withBarrels } from '../src/index.js'
import { depcruise } from './depcruise.js'
import { type Repository, repository } from './repository.js'
import { type Sandbox, sandbox } from './sandbox.js'
import { NAMES, SHOP, SHOP_MAP } from './shop.js'

interface Printed {
  summary: { violations: { from: string; to: string; rule: { name: string; severity: string } }[] }
}

describe.each(['js', 'json'] as const)('the configuration printed as %s', as => {
  let shop: Repository
  let installed: Sandbox
  let outcome: CruiseOutcome
  let violations: Printed['summary']['violations']
  beforeAll(async () => {
    shop = repository(SHOP, NAMES)
    installed = sandbox({ nearest: '6' })
    outcome = await cruiseBoundaries({ workspace: shop.workspace, map: SHOP_MAP })
    const ruleSet = compile(withBarrels({ workspace: shop.workspace, map: SHOP_MAP }), { tsConfig: 'tsconfig.json' })
    violations = (JSON.parse(depcruise(installed, shop, print(ruleSet, as)).stdout) as Printed).summary.violations
  })
  afterAll(() => { shop.remove(); installed.remove() })

  const imports = (found: { from: string; to: string; through?: string }[]) =>
    [...new Set(found.map(({ from, to, through = to }) => `${from} -> ${through}`))].sort()

  test('finds the same imports in a run of its own', () => {
    expect(imports(violations.filter(({ rule }) => rule.severity === 'error'))).toEqual(imports(outcome.edges))
    expect(imports(violations.filter(({ rule }) => rule.severity === 'info'))).toEqual(imports(outcome.possible))
  })
})

describe('print', () => {
  const ruleSet = (databaseFile: string): RuleSet => compile({
    services: [
      { name: 'orders', directory: 'services/orders', databaseFiles: [databaseFile] },
      { name: 'payments', directory: 'services/payments', databaseFiles: [] },
    ],
    candidates: [],
  })

  test('json is the configuration and nothing else', () => {
    expect(JSON.parse(print(ruleSet('services/orders/order.ts'), 'json'))).toEqual(ruleSet('services/orders/order.ts'))
  })

  test('js reads as a person would write it', () => {
    expect(print(ruleSet('services/orders/order.js'), 'js')).toContain("\n  forbidden: [\n    {\n      name: \"orders-database-is-its-own\"")
  })

  test('a compiler is asked for only where there is TypeScript to read', () => {
    expect(print(ruleSet('services/orders/order.ts'), 'js')).toContain('getAvailableTranspilers')
    expect(print(ruleSet('services/orders/order.js'), 'js')).not.toContain('getAvailableTranspilers')
  })
})
