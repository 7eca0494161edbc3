import { describe, expect, test } from '@jest/globals'
import { type BoundaryMap, compile, type ForbiddenRule, type ServiceDatabase } from '../src/index.js'

function service(name: string, directory: string, databaseFiles: string[] = [`${directory}/x.entity.ts`]): ServiceDatabase {
  return { name, directory, databaseFiles }
}

function rulesFor(...services: ServiceDatabase[]): ForbiddenRule[] {
  return compile({ services, candidates: [] } satisfies BoundaryMap).forbidden
}

/** Whether a rule forbids an import, as dependency-cruiser decides it. */
function forbids(rule: ForbiddenRule, from: string, to: string): boolean {
  const some = (patterns: string[], path: string) => patterns.some(pattern => new RegExp(pattern).test(path))
  return some(rule.from.path, from) && !some(rule.from.pathNot ?? [], from) && some(rule.to.path, to) && !some(rule.to.pathNot ?? [], to)
}

describe('compile', () => {
  test('names a rule after each service that has a database, and says what to do instead', () => {
    const rules = rulesFor(service('Orders API', 'services/orders'), service('payments', 'services/payments', []))
    expect(rules.map(rule => rule.name)).toEqual(['orders-api-database-is-its-own'])
    expect(rules[0]!.comment).toMatch(/Call the API of Orders API, .* `import type`/)
  })

  test('names that read alike are kept apart', () => {
    expect(rulesFor(service('@shop/orders', 'a'), service('shop.orders', 'b')).map(rule => rule.name))
      .toEqual(['shop-orders-1-database-is-its-own', 'shop-orders-2-database-is-its-own'])
  })

  test('forbids other services, and neither the service itself nor code of no service', () => {
    const [orders] = rulesFor(service('orders', 'services/orders'), service('payments', 'services/payments'))
    const to = 'services/orders/x.entity.ts'
    expect(forbids(orders!, 'services/payments/a.ts', to)).toBe(true)
    expect(forbids(orders!, 'services/orders/a.ts', to)).toBe(false)
    expect(forbids(orders!, 'src/data-source.ts', to)).toBe(false)
    expect(forbids(orders!, 'services/orders-archive/a.ts', to)).toBe(false)
  })

  test('a whole and its parts are no strangers, and a part keeps out the other parts alone', () => {
    const rules = rulesFor(service('shop', '', ['shop.entity.ts']), service('billing', 'src/modules/billing'), service('stock', 'src/modules/stock'))
    expect(rules.map(rule => rule.name)).toEqual(['billing-database-is-its-own', 'stock-database-is-its-own'])
    const to = 'src/modules/billing/x.entity.ts'
    expect(['src/app.ts', 'src/modules/stock/a.ts', 'src/modules/billing/a.ts'].map(from => forbids(rules[0]!, from, to))).toEqual([false, true, false])
  })

  test('a file belongs to the deepest service above it', () => {
    const [orders] = rulesFor(service('orders', 'orders'), service('web', 'web'), { ...service('archive', 'archive', []), libraries: ['orders/archive'] }, { ...service('x', 'x', []), libraries: ['web/x'] })
    const to = 'orders/x.entity.ts'
    expect(['web/a.ts', 'web/x/a.ts', 'orders/archive/a.ts', 'orders/a.ts'].map(from => forbids(orders!, from, to))).toEqual([true, true, true, false])
  })

  test('packages that a service alone uses are its own', () => {
    const shop = { ...service('shop', 'apps/shop'), libraries: ['packages/shop-db', 'packages/web/shop'] }
    const [rule] = rulesFor(shop, service('web', 'packages/web', []))
    expect(forbids(rule!, 'packages/web/a.ts', 'apps/shop/x.entity.ts')).toBe(true)
    expect(forbids(rule!, 'packages/web/shop/a.ts', 'apps/shop/x.entity.ts')).toBe(false)
  })

  test('what belongs to nobody reaches where it likes, and may be reached', () => {
    const services = [service('orders', 'src/orders'), service('stock', 'src/stock', [])]
    const { forbidden } = compile({ services, candidates: [], shared: ['src/stock/shared', 'src/orders/ids.ts'], forbidden: [{ from: 'stock', to: 'orders' }] })
    const told = (from: string, to: string) => forbidden.map(rule => forbids(rule, from, to))
    expect(told('src/stock/a.ts', 'src/orders/x.entity.ts')).toEqual([true, true])
    expect(told('src/stock/shared/a.ts', 'src/orders/x.entity.ts')).toEqual([false, false])
    expect(told('src/stock/a.ts', 'src/orders/ids.ts')).toEqual([false, false])
  })

  test('takes paths literally', () => {
    const [orders] = rulesFor(service('orders', 'services/(v1)/orders'), service('payments', 'services/pay+ments'))
    expect(forbids(orders!, 'services/pay+ments/a.ts', 'services/(v1)/orders/x.entity.ts')).toBe(true)
    expect(forbids(orders!, 'services/pay+ments/a.ts', 'services/(v1)/orders/xxentity.ts')).toBe(false)
  })

  test('neighbours share one expression', () => {
    const [first] = rulesFor(service('a', 'services/a'), service('b', 'services/b'), service('c', 'services/c'), service('d', 'apps/d'))
    expect(first!.from.path).toEqual(['^apps/d/', '^services/(?:b|c)/'])
  })

  test('is empty where nobody could reach across', () => {
    expect(rulesFor(service('orders', 'services/orders'))).toEqual([])
    expect(rulesFor(service('orders', 'services/orders', []), service('payments', 'services/payments', []))).toEqual([])
  })

  test('what the configuration forbids is a rule of its own, by services and not by databases', () => {
    const services = [service('shop', ''), service('billing', 'src/billing', []), service('admin', 'src/admin', [])]
    const { forbidden } = compile({ services, candidates: [], forbidden: [{ from: 'billing', to: 'admin', issue: 'SHOP-1' }, { from: 'billing', to: 'gone' }] })
    const rules = forbidden.filter(({ name }) => name.includes('must-not'))
    expect(rules.map(({ name }) => name)).toEqual(['billing-must-not-depend-on-admin'])
    expect(rules[0]!.comment).toMatch(/^It was decided that billing does not depend on admin \(SHOP-1\): .* Call its API/)
    expect(forbids(rules[0]!, 'src/billing/a.ts', 'src/admin/b.ts')).toBe(true)
    expect(forbids(rules[0]!, 'src/admin/a.ts', 'src/billing/b.ts')).toBe(false)
    expect(forbids(rules[0]!, 'src/a.ts', 'src/admin/b.ts')).toBe(false)
  })

  test('files that run on no server may look behind the boundary', () => {
    const { options } = compile({ services: [service('orders', 'services/orders'), service('payments', 'services/payments')], candidates: [], exempt: ['services/payments/seed.ts'] })
    const isExcluded = (path: string) => options.exclude.path.some(pattern => new RegExp(pattern).test(path))
    expect(['services/payments/seed.ts', 'services/payments/a.test.ts', 'services/payments/pay.ts'].map(isExcluded)).toEqual([true, true, false])
  })
})
