import { createRequire } from 'node:module'
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
})
