/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { CHROMIUM, openChromium } from '@bulkhead/testing'
import type { Browser, Page } from 'playwright-core'
import { NOTHING_AGREED } from '@bulkhead/gate'
import { finding, waiver } from './examinations.js'
import { hostile, hostileParts, page, related, several } from './html-pages.js'

const where = CHROMIUM === undefined ? describe.skip : describe
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-html-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

where(CHROMIUM === undefined ? 'the HTML report in Chromium, of which none is installed here' : 'the HTML report in Chromium', () => {
  let browser: Browser
  let tab: Page
  let troubles: string[]
  beforeAll(async () => {
    browser = await openChromium(CHROMIUM!)
    tab = await browser.newPage()
    tab.on('pageerror', error => troubles.push(error.message))
    tab.on('console', message => troubles.push(message.text()))
    tab.on('request', request => { if (!request.isNavigationRequest()) troubles.push(request.url()) })
  })
  afterAll(() => browser.close())

  /** Opens a page from the disk, and begins to write down whatever it complains about or asks for. */
  async function open(text: string, { hash = '', dark = false, width = 1280 } = {}): Promise<void> {
    const file = join(folder, 'report.html')
    writeFileSync(file, text)
    await tab.emulateMedia({ media: 'screen', colorScheme: dark ? 'dark' : 'light' })
    await tab.setViewportSize({ width, height: 900 })
    // Another address behind the `#` alone would not load it again.
    await tab.goto('about:blank')
    troubles = []
    await tab.goto(pathToFileURL(file).href + hash)
  }
  const visible = () => tab.locator('article:visible').evaluateAll(found => found.map(each => each.id))
  const focused = () => tab.evaluate(() => document.activeElement!.id)
  const ALL = ['f-f00d', 'f-cafe', 'f-beef']

  test('filters, searches, says how many there are, and keeps the choice in the address', async () => {
    await open(page({ findings: several }))
    expect(await visible()).toEqual(ALL)
    await tab.selectOption('[data-facet=severity]', 'warning')
    expect(await visible()).toEqual(['f-beef'])
    expect(await tab.textContent('#shown')).toBe('1 of 3 findings')
    expect(new URL(tab.url()).hash).toBe('#severity=warning')
    await tab.click('#filter .reset')
    await tab.selectOption('[data-facet=owner]', '@acme/platform')
    expect(await visible()).toEqual(['f-f00d'])
    await tab.click('#filter .reset')
    await tab.fill('#q', 'jobs.ts JOB limit')
    await tab.waitForFunction(() => document.querySelectorAll('article:not([hidden])').length === 1)
    expect(await visible()).toEqual(['f-beef'])
    await tab.fill('#q', 'nowhere to be found')
    await tab.waitForSelector('#none:not([hidden])')
    await tab.click('#none .reset')
    expect(await visible()).toEqual(ALL)
    expect(troubles).toEqual([])
  })

  test('shows what is new where that was asked', async () => {
    await open(page({ findings: several }, { fresh: [several[2]!] }))
    expect(await tab.locator('.badge.new').count()).toBe(1)
    await tab.click('text=new since main')
    expect(await visible()).toEqual(['f-cafe'])
    const tops = await tab.locator('#filter label').evaluateAll(labels => labels.map(label => label.getBoundingClientRect().top))
    expect([tops.length, new Set(tops).size]).toEqual([7, 1])
  })

  test('is opened at a choice, or at a finding by its fingerprint, and follows its own links', async () => {
    await open(page({ findings: several }), { hash: '#service=billing&severity=warning' })
    expect(await visible()).toEqual(['f-beef'])
    await open(page({ findings: several }), { hash: '#cafe' })
    expect(await focused()).toBe('f-cafe')
    await tab.click('text=1 finding of orders')
    expect(await visible()).toEqual(['f-f00d'])
    await tab.evaluate(() => { location.hash = '#f-beef' })
    await tab.waitForFunction(() => document.activeElement!.id === 'f-beef')
    expect(await visible()).toEqual(ALL)
  })

  test('opens the checks of a card from the card', async () => {
    await open(page({}, { stage: {} }))
    expect(await tab.isVisible('#card-0 table')).toBe(false)
    await tab.click('text=all checks of orders')
    // The address changes first, and the page hears of it a little later.
    await tab.waitForSelector('#card-0 table', { state: 'visible' })
    expect(await tab.evaluate(() => document.activeElement!.tagName)).toBe('SUMMARY')
  })

  test('is used by keyboard alone', async () => {
    await open(page({ findings: several }))
    await tab.keyboard.press('Tab')
    expect(await tab.evaluate(() => document.activeElement!.className)).toBe('skip')
    await tab.keyboard.press('j')
    await tab.keyboard.press('j')
    expect(await focused()).toBe('f-cafe')
    await tab.keyboard.press('k')
    expect(await focused()).toBe('f-f00d')
    await tab.keyboard.press('Tab')
    expect(await tab.evaluate(() => document.activeElement!.closest('article')!.id)).toBe('f-f00d')
    await tab.keyboard.press('/')
    await tab.keyboard.type('jk')
    expect(await tab.inputValue('#q')).toBe('jk')
    await tab.keyboard.press('Escape')
    expect(await visible()).toEqual(ALL)
    await tab.focus('#theme')
    await tab.keyboard.press('Enter')
    expect(await tab.evaluate(() => [document.documentElement.dataset['theme'], getComputedStyle(document.body).backgroundColor])).toEqual(['dark', 'rgb(18, 21, 25)'])
  })

  const map = { picture: '<svg width="99" height="9"><g class="graph"><title>services</title><text>orders</text></g></svg>', matrix: `<div class="scroll"><table><thead><tr>${'<th scope="col">a_service_with_a_name</th>'.repeat(20)}</tr></thead><tbody><tr><th scope="row">orders</th>${'<td>R1</td>'.repeat(19)}</tr></tbody></table></div>` }
  const full = {
    findings: several, suppressed: [{ ...finding(), reason: 'agreed' }], notJudged: [{ path: 'src/broken.ts', reason: 'imports what is not there: ../generated/zod/inputTypeSchemas/DocumentVisibilitySchema', remedy: 'make it' }],
  }
  const agreed = { ...NOTHING_AGREED, baselined: [finding()], waived: [{ finding: finding(), waiver: waiver({ rule: 'require-request-timeout' }) }], notes: ['It ends soon.'], upkeep: [{ is: 'stale entry' as const, message: 'is mended', cure: 'shrink it' }] }
  test.each([['light', false, 1280, {}], ['dark', true, 1280, {}], ['narrow', false, 360, {}], ['of a stage', true, 1280, { stage: {} }]])('has nothing that axe objects to, and nothing sticks out: %s', async (_name, dark, width, parts) => {
    await open(page(full, { map, agreed, ...parts }), { dark, width })
    await tab.evaluate(() => { for (const each of document.querySelectorAll('details')) each.open = true })
    await tab.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
    const found = await tab.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)
    })
    expect(found).toEqual([])
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })

  test.each([['a check', { ...hostileParts, stage: undefined }], ['a stage', hostileParts]])('obeys nothing of what it shows of %s', async (_what, parts) => {
    await open(page(hostile, parts))
    await tab.keyboard.press('j')
    await tab.fill('#q', 'onfocus')
    expect(await tab.title()).toMatch(/^Bulkhead: the (?:gate fails|release is stopped)$/)
    expect(await tab.locator('#owned, main script, main img, [onfocus], [onerror]').count()).toBe(0)
    expect(await tab.locator('article h4').textContent()).toContain('</script></style><script>document.title="owned"</script>')
    await tab.locator('.card a').first().click()
    expect(await tab.locator('article:visible').count()).toBe(1)
    expect(troubles).toEqual([])
  })

  test('shows a large picture whole, and in its own size around the place that is pointed at', async () => {
    await open(page({}, { map: { picture: '<svg width="3000pt" height="3000pt" viewBox="0 0 3000 3000"><g class="node"><rect x="2000" y="2000" width="100" height="100" fill="green"/></g></svg>' } }))
    const inFrame = () => tab.evaluate(() => {
      const [node, frame] = ['.node', '.picture'].map(each => document.querySelector(each)!.getBoundingClientRect())
      return [Math.round(node!.width), Math.abs(node!.x + node!.width / 2 - frame!.x - frame!.width / 2) < 2]
    })
    const width = await tab.evaluate(() => document.querySelector('.picture')!.clientWidth)
    expect(await inFrame()).toEqual([Math.round(width / 30), false])
    await tab.focus('#size')
    await tab.keyboard.press('Enter')
    expect(await inFrame()).toEqual([133, true])
    expect(await tab.textContent('#size')).toBe('Fit to width')
    await tab.keyboard.press('Enter')
    await tab.click('.node')
    expect(await inFrame()).toEqual([133, true])
    await open(page({}, { map }))
    expect(await tab.isVisible('#size')).toBe(false)
  })

  test('is printed in full, without what only a screen can do', async () => {
    await open(page({ findings: several }), { dark: true })
    await tab.emulateMedia({ media: 'print' })
    await tab.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await tab.isVisible('#filter')).toBe(false)
    expect(await tab.isVisible('text=src/caller-19.ts:5')).toBe(true)
    expect(await tab.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)')
  })

  test('of five thousand findings lays out a screenful, and touches only what changes', async () => {
    const findings = Array.from({ length: 5_000 }, (_, i) => finding({ file: `src/m${Math.floor(i / 5)}.ts`, fingerprint: `${i}`, related: related(3), severity: i % 4 === 0 ? 'warn' : 'error', message: `Number ${i} has no timeout. A silent peer holds every caller.` }))
    await open(page({ findings }))
    /** How many findings are laid out and drawn, of those that are not filtered away. */
    const drawn = () => tab.evaluate(() => new Promise<number>(done => requestAnimationFrame(() => requestAnimationFrame(() => done(
      [...document.querySelectorAll('article > h4')].filter(each => each.checkVisibility({ contentVisibilityAuto: true })).length)))))
    await tab.evaluate(() => {
      const seen = globalThis as unknown as { touched: number }
      seen.touched = 0
      new MutationObserver(records => { seen.touched += records.length }).observe(document.querySelector('main')!, { subtree: true, childList: true, attributes: true, characterData: true })
    })
    const touched = () => tab.evaluate(() => {
      const seen = globalThis as unknown as { touched: number }
      const n = seen.touched
      seen.touched = 0
      return n
    })
    const some = 60

    expect(await drawn()).toBeLessThan(some)
    await tab.selectOption('[data-facet=severity]', 'warning')
    expect(await drawn()).toBeLessThan(some)
    // 3 750 findings go, none of their thousand groups does, and the line that counts them is written anew.
    expect(await touched()).toBe(3_751)
    await tab.selectOption('[data-facet=severity]', 'warning')
    expect(await touched()).toBe(0)
    await tab.locator('#q').pressSequentially('number 4996')
    await tab.waitForFunction(() => document.querySelectorAll('article:not([hidden])').length === 1)
    // Typing eleven letters touches no finding more often than once a pause.
    expect(await touched()).toBeLessThan(2_300 * 2)
    await tab.keyboard.press('Escape')
    expect(await visibleCount()).toBe(5_000)
    await tab.evaluate(() => scrollTo(0, document.body.scrollHeight))
    expect(await drawn()).toBeLessThan(some)
    await tab.evaluate(() => { location.hash = '#2500' })
    await tab.waitForFunction(() => document.activeElement!.id === 'f-2500')
    expect(await tab.evaluate(() => { const { top } = document.activeElement!.getBoundingClientRect(); return top >= 0 && top < innerHeight })).toBe(true)
    expect(await drawn()).toBeLessThan(some)
  })

  const visibleCount = () => tab.evaluate(() => document.querySelectorAll('article:not([hidden])').length)
})
