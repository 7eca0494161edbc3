import { afterAll, describe, expect, test } from '@jest/globals'
import { backend, bulkhead, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

describe('bulkhead inspect', () => {
  test('lists every operation with its limits', () => {
    const { code, out } = bulkhead(['inspect', make(backend())])
    expect(code).toBe(0)
    expect(out).toMatch(/src\/a\.ts:2:\d+ {2}http\.request {2}axios/)
    expect(out).toMatch(/timeout: unlimited from src\/a\.ts:2 \(nothing sets one\)/)
    expect(out).toContain('1 operation\n')
  })

  test('gives the same as JSON', () => {
    const { out } = bulkhead(['inspect', make(backend()), '--format', 'json'])
    const { operations } = JSON.parse(out)
    expect(operations).toHaveLength(1)
    expect(operations[0]).toMatchObject({ kind: 'http.request', library: 'axios', file: 'src/a.ts', line: 2, via: [] })
    expect(operations[0].limits).toContainEqual(expect.objectContaining({ limit: 'timeout', state: 'unlimited' }))
  })

  test('says so where nothing was understood', () => {
    expect(bulkhead(['inspect', make({})])).toMatchObject({ code: 0, out: expect.stringContaining('No operation was understood.') })
  })
})

describe('bulkhead explain', () => {
  test.each(['require-request-timeout', 'bulkhead/require-request-timeout'])('prints the page of the rule %s', name => {
    const { code, out } = bulkhead(['explain', name], { cwd: make(backend()) })
    expect(code).toBe(0)
    for (const word of ['bulkhead/require-request-timeout', 'Why: ', 'Fix: ', 'Fails the check: resilience']) expect(out).toContain(word)
    expect(out).not.toMatch(/\n +\S/)
  })

  test('tells why a file belongs to its service', () => {
    const { code, out } = bulkhead(['explain', 'src/a.ts'], { cwd: make(backend()) })
    expect(code).toBe(0)
    expect(out).toMatch(/^src\/a\.ts\n {2}scope +production\n/)
    expect(out).toMatch(/because\n {2}1\. /)
  })

  test('takes a path within --root', () => {
    expect(bulkhead(['explain', 'src/a.ts', '--root', make(backend())])).toMatchObject({ code: 0, out: expect.stringContaining('src/a.ts') })
  })

  test('is exit 2 for what is neither, and names the rules', () => {
    const { code, err } = bulkhead(['explain', 'require-request-timout'], { cwd: make(backend()) })
    expect(code).toBe(2)
    expect(err).toContain('is neither a rule nor a file')
    expect(err).toContain('require-request-timeout')
  })
})
