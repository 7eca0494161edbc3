import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Examination } from '@bulkhead/analysis'
import { decide, sarif } from '@bulkhead/gate'
import ajvDraft04 from 'ajv-draft-04'
import formats from 'ajv-formats'
import type { Log, Run } from 'sarif'
import { examination, finding, timeoutRule } from './examinations.js'

// The schema of the standard, as its authors publish it in this package. Nothing else of the package is used.
const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
const ajv = new ajvDraft04.default({ allErrors: true, strict: false, unicodeRegExp: false })
formats.default(ajv)
const validate = ajv.compile(schema)

const written = (changes: Partial<Examination>) => {
  const examined = examination(changes)
  return sarif({ examination: examined, verdict: decide(examined, [timeoutRule]), rules: [timeoutRule] }, { version: '1.2.3' })
}
const run = (changes: Partial<Examination>): Run => (JSON.parse(written(changes)) as Log).runs[0]!
const related = [{ file: 'src/orders.ts', line: 5, column: 1, endLine: 5, endColumn: 4, message: 'calls it' }]
const full: Partial<Examination> = {
  findings: [finding({ related }), finding({ file: 'src/a b/ü#?.ts', severity: 'warn', service: undefined })],
  suppressed: [{ ...finding({ fingerprint: 'silenced' }), reason: 'agreed' }],
  notJudged: [{ reason: 'no node_modules' }, { path: 'src/broken.ts', reason: 'does not parse', remedy: 'fix line 3' }],
}

describe('the SARIF report', () => {
  test.each([['full', full], ['empty', {}]])('keeps to the SARIF 2.1.0 schema: %s', (_name, changes) => {
    validate(JSON.parse(written(changes)))
    expect(validate.errors).toBeNull()
  })

  test('points into the repository with relative, encoded addresses', () => {
    const results = run(full).results!
    expect(results.map(result => result.locations![0]!.physicalLocation!.artifactLocation)).toEqual([
      { uri: 'src/a%20b/%C3%BC%23%3F.ts', uriBaseId: '%SRCROOT%' },
      { uri: 'src/http.ts', uriBaseId: '%SRCROOT%' },
    ])
    expect(results[1]!.locations![0]!.physicalLocation!.region).toEqual({ startLine: 3, startColumn: 25, endLine: 3, endColumn: 39 })
    expect(results[1]!.relatedLocations![0]).toMatchObject({ id: 1, message: { text: 'calls it' }, physicalLocation: { artifactLocation: { uri: 'src/orders.ts' } } })
  })

  test('describes every rule and refers to it', () => {
    const { tool, results } = run(full)
    expect(tool.driver).toMatchObject({ name: 'Bulkhead', semanticVersion: '1.2.3' })
    expect(tool.driver.rules![results![0]!.ruleIndex!]).toMatchObject({
      id: 'require-request-timeout', helpUri: timeoutRule.docs, help: { markdown: expect.stringContaining('**Fix:** Set a timeout.') },
    })
  })

  test('carries fingerprints that tell equal findings apart, one category, and no suppressed finding', () => {
    const { results, automationDetails } = run(full)
    expect(results!.map(result => result.partialFingerprints!['bulkheadFinding/v1'])).toEqual(['f00d', 'f00d:2'])
    expect(automationDetails!.id).toBe('bulkhead/gate/')
    expect(written(full)).not.toContain('silenced')
  })

  test('reports what was not judged as notifications', () => {
    expect(run(full).invocations![0]!.toolExecutionNotifications!.map(each => each.message.text)).toEqual(['Not judged: no node_modules', 'Not judged: does not parse: fix line 3'])
  })

  test('survives a file name that is no valid Unicode', () => {
    expect(run({ findings: [finding({ file: 'src/\ud800.ts' })] }).results![0]!.locations![0]!.physicalLocation!.artifactLocation!.uri).toBe('src/%EF%BF%BD.ts')
  })

  test('leads from other files to the cause by code flows, and needs none within a file', () => {
    const [result] = run({ findings: [finding({ related: [...related, { ...related[0]!, file: 'src/http.ts' }] })] }).results!
    expect(result!.relatedLocations).toHaveLength(2)
    expect(result!.codeFlows!.map(flow => flow.threadFlows[0]!.locations.map(step => [step.location!.physicalLocation!.artifactLocation!.uri, step.location!.message!.text]))).toEqual([
      [['src/orders.ts', 'calls it'], ['src/http.ts', finding().message]],
    ])
    expect(run({ findings: [finding()] }).results![0]!.codeFlows).toBeUndefined()
  })

  test('stays inside the limits of GitHub, and says what it left out', () => {
    const place = (i: number) => ({ ...related[0]!, line: i + 1, endLine: i + 1 })
    const findings = Array.from({ length: 5_003 }, (_, i) => finding({ line: i + 1, endLine: i + 1, fingerprint: `${i}`, severity: i < 10 ? 'warn' : 'error' }))
    const { results, invocations } = run({ findings: [...findings, finding({ file: 'z.ts', related: Array.from({ length: 2_000 }, (_, i) => place(i)) })] })
    expect(results).toHaveLength(5_000)
    expect(results!.filter(result => result.level === 'warning')).toHaveLength(6)
    expect(results!.at(-1)!.relatedLocations).toHaveLength(100)
    expect(results!.at(-1)!.codeFlows!.flatMap(flow => flow.threadFlows.flatMap(thread => thread.locations)).length).toBeLessThanOrEqual(1_000)
    expect(invocations![0]!.toolExecutionNotifications![0]!.message.text).toBe('4 of the lighter findings are left out: code scanning takes 5000. The JSON report has them all.')
  })
})

describe("Microsoft's SARIF multitool", () => {
  // It comes from the registry as a program for each platform; where there is none for this one, nothing can be asked of it.
  const program = multitool()
  const verdictOf = program === undefined ? test.skip : test

  verdictOf.each([['full', full], ['empty', {}]] as [string, Partial<Examination>][])('finds nothing wrong by the rules of the standard and of GitHub: %s', (_name, changes) => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-sarif-'))
    try {
      writeFileSync(join(folder, 'report.sarif'), written(changes))
      const args = ['validate', join(folder, 'report.sarif'), '--rule-kind', 'Sarif;Ghas', '--output', join(folder, 'verdict.sarif')]
      const { status, stdout, stderr } = spawnSync(program!, args, { encoding: 'utf8', timeout: 50_000, env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } })
      expect([status, stderr]).toEqual([0, ''])
      expect(stdout).toContain('1 files scanned')
      const log = JSON.parse(readFileSync(join(folder, 'verdict.sarif'), 'utf8').replace(/^\ufeff/, '')) as Log
      // The one thing that it may miss: the address of the project, which has none yet.
      expect(log.runs.flatMap(each => each.results ?? []).map(({ ruleId, message }) => [ruleId, message]).filter(([rule]) => rule !== 'SARIF2005')).toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

function multitool(): string | undefined {
  try {
    const path = createRequire(createRequire(import.meta.url).resolve('@microsoft/sarif-multitool/package.json'))(`@microsoft/sarif-multitool-${process.platform}`) as string
    // Installed without scripts, it is no program yet.
    if (existsSync(path)) chmodSync(path, 0o755)
    return existsSync(path) && spawnSync(path, ['--version'], { env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } }).error === undefined ? path : undefined
  } catch {
    return undefined
  }
}
