import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { EvidenceError } from '../evidence.js'
import { foreign, type Importer } from '../importer.js'
import { testRun } from './test-run.js'

interface Case { name?: string; classname?: string; file?: string; line?: string; failure?: unknown; error?: unknown; skipped?: unknown }
interface Suite { name?: string; file?: string; timestamp?: string; testcase?: Case[]; testsuite?: Suite[]; tests?: string }

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseAttributeValue: false, isArray: name => name === 'testsuite' || name === 'testcase' })

/** JUnit XML, as nearly every test runner can write it. */
export const junit: Importer = {
  tool: 'junit', what: 'a JUnit report in XML', made: 'vitest run --reporter=junit --outputFile=junit.xml', check: 'tests',
  read(text, { locate }) {
    const valid = XMLValidator.validate(text)
    if (valid !== true) throw new EvidenceError(`it is no whole XML (line ${valid.err.line}: ${valid.err.msg}): cut off, or not ${this.what}. Make it again: \`${this.made}\`.`)
    const root = parser.parse(text) as { testsuites?: Suite | ''; testsuite?: Suite[] }
    const outer = root.testsuites === '' ? {} : root.testsuites
    if (outer === undefined && root.testsuite === undefined) throw foreign(this, 'neither `testsuites` nor `testsuite` is its root')
    const suites = [...outer?.testsuite ?? [], ...root.testsuite ?? []].flatMap(flattened)
    const cases = suites.flatMap(suite => (suite.testcase ?? []).map(test => ({ suite, test })))
    const failing = cases.filter(({ test }) => test.failure !== undefined || test.error !== undefined)
    const skipped = cases.filter(({ test }) => test.skipped !== undefined).length
    const when = suites.flatMap(({ timestamp }) => timestamp ?? []).sort()[0]
    return {
      ...testRun({
        passed: cases.length - failing.length - skipped, failed: failing.length, skipped,
        places: failing.map(({ suite, test }) => ({ file: locate(fileOf(test, suite)), line: Number(test.line ?? 0), message: `${test.name ?? 'a test without a name'} fails` })),
      }),
      // The format has no zone; its writers mean UTC.
      ...(when !== undefined && !Number.isNaN(Date.parse(zoned(when))) && { when: new Date(zoned(when)).toISOString() }),
    }
  },
}

const flattened = (suite: Suite): Suite[] => [suite, ...(suite.testsuite ?? []).flatMap(flattened)]
const zoned = (time: string): string => (/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`)
const fileOf = (test: Case, suite: Suite): string => test.file ?? suite.file ?? [test.classname, suite.name].find(name => /\.[cm]?[jt]sx?$/.test(name ?? '')) ?? test.classname ?? suite.name ?? ''
