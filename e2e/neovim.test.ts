import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createChecker } from '@bulkhead/checker'
import { ESLINT_SERVER, settingsFor } from '@bulkhead/testing'
import { describeWith, fromNpm, fromSystem } from './installed.js'
import { CONFIG, copyOfShop } from './shop.js'

const RATES = 'services/payments/src/fx/exchange-rates.ts'

describeWith([fromNpm({ [ESLINT_SERVER.package]: ESLINT_SERVER.version }), fromSystem('nvim')], 'Neovim with the same server', (server, nvim) => {
  let shop: ReturnType<typeof copyOfShop>

  beforeAll(() => { shop = copyOfShop({ 'eslint.config.mjs': CONFIG }) })
  afterAll(() => shop.remove())

  test('shows a finding, follows what is typed, and mends it by the quick fix', () => {
    const [finding] = createChecker({ root: shop.root }).check(RATES)
    const seen = session()
    const told = { code: 'bulkhead/require-request-timeout', line: 23, message: expect.stringContaining(`${finding!.message} ${finding!.fix}`) }
    expect(seen).toEqual({
      version: expect.any(String), opened: [told], moved: [{ ...told, line: 24 }], action: 'Bound it: signal: AbortSignal.timeout(10_000) (bulkhead/require-request-timeout)',
      text: expect.stringContaining('signal: AbortSignal.any([controller.signal, AbortSignal.timeout(10_000)])'), mended: [],
    })
    expect(readFileSync(join(shop.root, RATES), 'utf8')).toContain(seen['text'])
    expect(createChecker({ root: shop.root }).check(RATES)).toEqual([])
  })

  function session(): Record<string, unknown> {
    const { NODE_OPTIONS: _options, ...env } = process.env
    const output = join(shop.root, 'seen.json')
    const given = [process.execPath, join(server, 'node_modules', ESLINT_SERVER.package, ESLINT_SERVER.start), settingsFor(shop.root), RATES, output]
    const { status, stderr, error } = spawnSync(nvim, ['--headless', '--clean', '-c', `luafile ${join(import.meta.dirname, 'neovim.lua').replaceAll(' ', '\\ ')}`], { cwd: shop.root, env: { ...env, BULKHEAD_SESSION: JSON.stringify(given) }, encoding: 'utf8', timeout: 100_000 })
    if (error || status !== 0) throw error ?? new Error(stderr)
    return JSON.parse(readFileSync(output, 'utf8')) as Record<string, unknown>
  }
})
