/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CHROMIUM, openChromium } from '@bulkhead/testing'
import type { Browser, Page } from 'playwright-core'
import type { ServiceMap } from '@bulkhead/checker'
import { decide, written } from '@bulkhead/gate'
import { drawnMap } from '../src/map/in-report.js'
import { mapPage, matrixPage } from '../src/map/page.js'
import { bulkhead } from './command.js'
import { HOSTILE, hostileMap, manyServices } from './maps.js'

const OPTIONS = { version: '1.2.3', read: () => undefined }
const SHOP = fileURLToPath(new URL('../../../fixtures/services/shop', import.meta.url))
const where = CHROMIUM === undefined ? describe.skip : describe

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-map-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

where(CHROMIUM === undefined ? 'the pages in Chromium, of which none is installed here' : 'the pages in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openChromium(CHROMIUM!)
  })
  afterAll(() => browser.close())

  /** Opens a page and keeps what goes wrong with it; anything that it asks for beside itself does. */
  async function opened(html: string): Promise<{ page: Page; troubles: string[] }> {
    const file = join(folder, 'page.html')
    writeFileSync(file, html)
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
    const troubles: string[] = []
    page.on('console', message => troubles.push(message.text()))
    page.on('pageerror', error => troubles.push(error.message))
    page.on('request', request => { if (!request.isNavigationRequest()) troubles.push(request.url()) })
    await page.goto(pathToFileURL(file).href)
    return { page, troubles }
  }

  const drawn = async (map: ServiceMap) => opened(mapPage(map, await drawnMap(map), OPTIONS))

  /** The texts of boxes that stick out of them. */
  const sticking = (page: Page) => page.evaluate(() => [...document.querySelectorAll('svg g.node')].flatMap(node => {
    const shape = [...node.querySelectorAll('path, polygon')].map(one => one.getBoundingClientRect())
    const [left, right] = [Math.min(...shape.map(r => r.left)), Math.max(...shape.map(r => r.right))]
    return [...node.querySelectorAll('text')].filter(t => t.getBoundingClientRect().left < left || t.getBoundingClientRect().right > right).map(t => t.textContent)
  }))

  test('the map of the shop is drawn, fits its boxes, and needs nothing else', async () => {
    const { page, troubles } = await opened(bulkhead(['map', SHOP, '--format', 'html']).out)
    expect(await page.locator('svg g.node').count()).toBe(9)
    expect(await page.locator('svg g.edge path[stroke="#c81e1e"]').count()).toBe(7)
    expect(await page.locator('svg g.node', { hasText: 'catalog' }).first().isVisible()).toBe(true)
    expect(await page.locator('td.broken').allTextContents()).toEqual(['R1!', 'R1!', 'R1!', 'R1!'])
    expect(await sticking(page)).toEqual([])
    expect(troubles).toEqual([])
  })

  test('the report of a stage has the same picture and the same tables', async () => {
    const { page, troubles } = await opened(bulkhead(['gate', SHOP, '--stage', 'release', '--format', 'html', '--as-of', '2026-11-24', '--no-dependency-cruiser']).out)
    expect(await page.locator('svg g.edge path[stroke="#c81e1e"]').count()).toBe(7)
    expect(await page.locator('td.broken').count()).toBe(4)
    expect(await page.locator('.card').count()).toBe(4)
    expect(await page.textContent('h1')).toBe('The release is stopped')
    expect(await sticking(page)).toEqual([])
    expect(troubles).toEqual([])
  })

  test('a map of thirty services fits its boxes', async () => {
    const { page, troubles } = await drawn(manyServices(30))
    expect(await page.locator('svg g.node').count()).toBeGreaterThan(30)
    expect(await sticking(page)).toEqual([])
    expect(troubles).toEqual([])
  })

  /** A report about nothing but what the map shows. */
  const reported = async (map: ServiceMap) => {
    const examination = { root: '/', findings: [], suppressed: [], services: [], assumptions: [], counts: {}, notJudged: [], files: { total: 1, production: 1 }, shares: {} }
    return opened(written('html', { examination, verdict: decide(examination, []), rules: [], map: await drawnMap(map) }, { version: '1.2.3', color: false, read: () => undefined }))
  }

  test.each([['map', drawn], ['matrix', async (map: ServiceMap) => opened(matrixPage(await drawnMap(map), OPTIONS))], ['report', reported]] as const)('names written to be obeyed are read in the %s', async (_, open) => {
    const { page, troubles } = await open(hostileMap())
    expect(await page.evaluate(() => [(globalThis as { hacked?: number }).hacked, document.scripts.length, document.images.length])).toEqual([undefined, 1, 0])
    expect(await page.locator('tbody').allTextContents().then(found => found.join('\n'))).toContain(HOSTILE[0])
    expect(troubles).toEqual([])
  })
})
