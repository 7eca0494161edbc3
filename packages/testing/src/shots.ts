import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { CHROMIUM, openChromium } from './chromium.js'
import { commandOutput } from './pages/command-output.js'
import { withoutWants } from './pages/example.js'
import { ROOT } from './pages/root.js'

/** A picture has to load with the page that shows it. */
const MOST_BYTES = 250_000

/** What is shown of the report: what stands behind the `#` of its address, and how much of the page fits into the window. */
const SHOTS: readonly { file: string; address: string; height: number; colorScheme: 'light' | 'dark' }[] = [
  { file: 'docs/report.png', address: '', height: 915, colorScheme: 'light' },
  { file: 'docs/report-findings.png', address: '#service=catalog', height: 1020, colorScheme: 'dark' },
]

/** The report of the shop as a page, of code without what it is tested for. */
function reportOfShop(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'bulkhead-shots-'))
  try {
    cpSync(join(root, 'fixtures/services/shop'), copy, {
      recursive: true,
      filter: (from, to) => {
        if (!/\.[cm]?[jt]s$/.test(from)) return true
        writeFileSync(to, withoutWants(readFileSync(from, 'utf8')))
        return false
      },
    })
    return commandOutput(root, ['check', copy, '--format', 'html'])
  } finally {
    rmSync(copy, { recursive: true })
  }
}

async function shoot(page: Page, report: string, { file, address, height, colorScheme }: (typeof SHOTS)[number]): Promise<void> {
  await page.setViewportSize({ width: 1180, height })
  await page.emulateMedia({ colorScheme })
  // Another address behind the `#` alone would not load it again.
  await page.goto('about:blank')
  await page.goto(`${pathToFileURL(report).href}${address}`)
  await page.screenshot({ path: join(ROOT, file) })
  const { size } = statSync(join(ROOT, file))
  if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes, more than ${MOST_BYTES}.`)
  process.stdout.write(`${file}: ${size} bytes\n`)
}

if (CHROMIUM === undefined) throw new Error('There is no Chromium here. Name one in CHROMIUM.')
const browser = await openChromium(CHROMIUM)
const page = await browser.newPage()
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-shots-'))
try {
  const report = join(folder, 'report.html')
  writeFileSync(report, reportOfShop(ROOT))
  for (const shot of SHOTS) await shoot(page, report, shot)
} finally {
  await browser.close()
  rmSync(folder, { recursive: true })
}
