import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Examination } from '@bulkhead/analysis'
import { decide, json } from '@bulkhead/gate'
import { Ajv } from 'ajv'
import { examination, finding, timeoutRule } from './examinations.js'

const schema = JSON.parse(readFileSync(new URL('../report.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv({ allErrors: true, strict: false }).compile(schema)
const written = (changes: Partial<Examination>) => {
  const examined = examination(changes)
  return json({ examination: examined, verdict: decide(examined, [timeoutRule]), rules: [timeoutRule] })
}
const full: Partial<Examination> = {
  findings: [
    finding({ related: Array.from({ length: 40 }, (_, i) => ({ file: 'src/orders.ts', line: i + 1, column: 1, endLine: i + 1, endColumn: 4, message: 'calls it' })) }),
    finding({ file: 'src/a.ts', owners: [], service: undefined, severity: 'warn' }),
  ],
  suppressed: [{ ...finding(), reason: 'agreed' }, finding()],
  notJudged: [{ reason: 'no node_modules' }, { path: 'src/broken.ts', reason: 'does not parse', remedy: 'fix line 3' }],
}

describe('the JSON report', () => {
  test.each([['full', full], ['empty', { findings: [], services: [], assumptions: [], counts: {}, files: { total: 0, production: 0 } }]])('keeps to its published schema: %s', (_name, changes) => {
    validate(JSON.parse(written(changes)))
    expect(validate.errors).toBeNull()
  })

  test('is refused by the schema when a part is missing', () => {
    for (const key of ['version', 'findings', 'gate', 'files']) {
      const { [key]: _gone, ...rest } = JSON.parse(written(full))
      expect(validate(rest)).toBe(false)
    }
    const report = JSON.parse(written(full))
    delete report.findings[0].fingerprint
    expect(validate(report)).toBe(false)
  })

  test('leaves nothing out and sorts the findings', () => {
    const report = JSON.parse(written(full))
    expect(report.findings.map((each: { file: string }) => each.file)).toEqual(['src/a.ts', 'src/http.ts'])
    expect(report.findings[1].related).toHaveLength(40)
    expect(report.findings[1]).toMatchObject({ owner: '@acme/orders', owners: ['@acme/orders', '@acme/platform'], service: 'orders' })
    expect(report.findings[0]).toMatchObject({ owner: null, owners: [], service: null })
    expect(report.suppressed[0].reason).toBe('agreed')
    expect(report.gate).toMatchObject({ passed: false })
    expect(report.gate.checks).toHaveLength(15)
  })

  test('tells nothing of the machine it was made on', () => {
    expect(written(full)).not.toContain('/anywhere')
  })

  test('keeps every character of a hostile name without printing one that acts', () => {
    const file = '\u001b[2Ja\n\u009b\u202e.ts'
    const out = written({ findings: [finding({ file })] })
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    expect(JSON.parse(out).findings[0].file).toBe(file)
  })
})
