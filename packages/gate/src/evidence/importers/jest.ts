import { z } from 'zod'
import { foreign, jsonOf, type ImportContext, type Imported, type Importer } from '../importer.js'
import { testRun } from './test-run.js'

const schema = z.object({
  numTotalTests: z.number(), numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number(), numTodoTests: z.number().optional(),
  success: z.boolean(), startTime: z.number(),
  testResults: z.array(z.object({
    name: z.string(), status: z.string(), message: z.string(),
    assertionResults: z.array(z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish(), location: z.object({ line: z.number() }).nullish() })),
  })),
})

const JEST_ONLY = '"numRuntimeErrorTestSuites"'

type Report = z.output<typeof schema>

function read(text: string, { locate }: ImportContext, importer: Importer): Imported {
  const report = jsonOf(text, schema, importer)
  // A file that does not even load has no failing test in it, and is a failure all the same.
  const broken = report.testResults.filter(file => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'))
  const places = report.testResults.flatMap(file => file.assertionResults.filter(({ status }) => status === 'failed').map(failed => ({
    file: locate(file.name), line: failed.location?.line ?? lineIn(failed.failureMessages ?? [], file.name), message: `${failed.fullName} fails`,
  })))
  const failed = report.numFailedTests + broken.length
  if (!report.success && failed === 0) return { status: 'fail', summary: 'the run ended without success', places: [], cure: 'Run the tests and look at what they print.' }
  return {
    ...testRun({ passed: report.numPassedTests, failed, skipped: report.numPendingTests + (report.numTodoTests ?? 0), places: [...broken.map(file => ({ file: locate(file.name), line: 0, message: 'the file does not run' })), ...places] }),
    when: ended(report),
  }
}

const ended = ({ startTime }: Report): string => new Date(startTime).toISOString()

/** The line of the test file that a stack passes through. */
function lineIn(messages: readonly string[], file: string): number {
  const at = messages.join('\n').split('\n').find(line => line.includes(`${file}:`))
  return Number(at === undefined ? 0 : /:(\d+)(?::\d+)?\)?\s*$/.exec(at)?.[1] ?? 0)
}

/** Jest's `--json`. */
export const jest: Importer = {
  tool: 'jest', what: 'a Jest report in JSON', made: 'jest --json --outputFile=jest.json', check: 'tests',
  read(text, context) {
    // Both write alike, but only Jest says how many files broke.
    if (!text.includes(JEST_ONLY)) throw foreign(this, `it has no ${JEST_ONLY}`)
    return read(text, context, this)
  },
}

/** Vitest's JSON reporter. */
export const vitest: Importer = {
  tool: 'vitest', what: 'a Vitest report in JSON', made: 'vitest run --reporter=json --outputFile=vitest.json', check: 'tests',
  read(text, context) {
    if (text.includes(JEST_ONLY)) throw foreign(this, 'it has the counts of Jest')
    return read(text, context, this)
  },
}
