import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from '@jest/globals'
import { bulkhead, checked, commit, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const SHOP = fileURLToPath(new URL('../../../fixtures/services/shop', import.meta.url))
const RATES = 'services/payments/src/fx/exchange-rates.ts'

const baselineOf = (root: string): Record<string, string[]> =>
  Object.fromEntries(readdirSync(join(root, '.bulkhead/baseline')).map(name => [name, readFileSync(join(root, '.bulkhead/baseline', name), 'utf8').trimEnd().split('\n')]))
const places = (findings: readonly { rule: string; file: string; line: number }[]): string[] => findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`)
/** Which services stop the production, of all that have a card. */
function stopped(root: string): [code: number | null, ...string[]] {
  const { code, out } = bulkhead(['gate', root, '--no-dependency-cruiser', '--stage', 'production', '--format', 'json'])
  const { cards } = JSON.parse(out) as { cards: { service?: string; passed: boolean }[] }
  return [code, ...cards.filter(({ passed }) => !passed).map(({ service }) => service ?? 'none')]
}

describe('a team that adopts on an old repository', () => {
  const root = make({})
  let before: Record<string, string[]> = {}

  test('begins green with two commands, and nothing is hidden', () => {
    cpSync(SHOP, root, { recursive: true })
    commit(root)
    const old = checked(root)
    expect([old.code, old.report.findings.length]).toEqual([1, 25])
    expect(bulkhead(['init', root]).code).toBe(0)
    expect(bulkhead(['baseline', root])).toMatchObject({ code: 0, out: '', err: 'Wrote 25 findings to .bulkhead/baseline. Commit it: from now on only what is new fails the gate.\n' })
    commit(root)
    before = baselineOf(root)
    expect(Object.entries(before).map(([name, lines]) => [name, lines.length])).toEqual([['catalog.txt', 4], ['no service.txt', 2], ['orders.txt', 6], ['payments.txt', 13]])

    // Every finding is told, none is open, and no check passes on what is in the baseline.
    const { code, report } = checked(root)
    expect([code, report.findings, report.upkeep]).toEqual([0, [], []])
    expect(places(report.baselined)).toEqual(places(old.report.findings))
    expect(report.suppressed).toEqual(old.report.suppressed)
    expect(report.gate.checks.filter(({ baselined }) => baselined > 0).map(({ id, status, reason }) => [id, status, /(\d+) findings? in the baseline/.exec(reason)?.[1]])).toEqual([
      ['static-analysis', 'not evidenced', '9'], ['resilience', 'not evidenced', '10'], ['idempotency', 'not evidenced', '6'],
    ])
  })

  test('is stopped by a new violation, in the service that has it', () => {
    const added = join(root, 'services/orders/src/shipping/labels.ts')
    writeFileSync(added, "export const label = (id: string) => fetch(`https://labels.example/${id}`)\n")
    const { code, report } = checked(root)
    expect([code, places(report.findings)]).toEqual([1, ['require-request-timeout services/orders/src/shipping/labels.ts:1']])
    expect(stopped(root)).toEqual([1, 'orders'])
    rmSync(added)
  })

  test('sees the baseline shrink with what is mended', () => {
    const text = readFileSync(join(root, RATES), 'utf8')
    writeFileSync(join(root, RATES), text.replace('{ signal: controller.signal }) // want', '{ signal: AbortSignal.timeout(900) }) // mended'))
    // Its entry is left behind until the file has shrunk by it.
    expect(stopped(root)).toEqual([1, 'payments'])
    expect(bulkhead(['baseline', root])).toMatchObject({ code: 0, err: '.bulkhead/baseline: 24 findings kept, 1 taken out, 0 added.\n' })
    expect(baselineOf(root)).toEqual({ ...before, 'payments.txt': before['payments.txt']!.filter(line => !line.startsWith(`require-request-timeout ${RATES} `)) })
    expect(stopped(root)).toEqual([0])
  })
})
