import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Linter } from 'eslint'
import { commandLine, eslint10, eslint9, examined, type Answer } from '../src/hosts.js'
import { repositories } from './repository.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const RULE = 'bulkhead/require-request-timeout'
const CALL = "fetch('https://stock.example')"

/** A text, and the lines on which a finding is left. `CALL` is a finding wherever it stands. */
const forms: [string, number[]][] = [
  // Nothing is silent by itself.
  ['CALL', [1]],

  // disable-line
  ['CALL // eslint-disable-line', []],
  ['CALL // eslint-disable-line RULE', []],
  ['CALL // eslint-disable-line RULE -- the other side answers at once', []],
  ['CALL // eslint-disable-line -- the other side answers at once', []],
  ['CALL // eslint-disable-line no-console, RULE', []],
  ['CALL // eslint-disable-line no-console,RULE,no-var', []],
  ['CALL // eslint-disable-line RULE,', []],
  ['CALL // eslint-disable-line no-console', [1]],
  ['CALL // eslint-disable-line no-console -- RULE', [1]],
  ['CALL // eslint-disable-line require-request-timeout', [1]],
  ['CALL // eslint-disable-line other/require-request-timeout', [1]],
  ['CALL // eslint-disable-line RULE because it is quick', [1]],
  ['CALL // eslint-disable-line RULE --because it is quick', [1]],
  ['CALL // eslint-disable-line RULE -- one -- two', []],
  ['CALL // eslint-disable-line RULE ---- quick', []],
  ['CALL // eslint-disable-line RULE --', [1]],
  ['CALL // eslint-disable-line RULE -- ', []],
  ['CALL //eslint-disable-line RULE', []],
  ['CALL //\teslint-disable-line\tRULE', []],
  ['CALL // ESLINT-DISABLE-LINE RULE', [1]],
  ['CALL // see eslint-disable-line RULE', [1]],
  ['CALL // eslint-disable-lines RULE', [1]],
  ['CALL // eslint-disable-line: RULE', [1]],
  ['CALL /* eslint-disable-line */', []],
  ['CALL /* eslint-disable-line RULE -- quick */', []],
  ['/* eslint-disable-line RULE */ CALL', []],
  ['CALL; CALL // eslint-disable-line RULE', []],
  ['CALL // eslint-disable-line RULE\nCALL', [2]],
  ['CALL /* eslint-disable-line RULE\n*/', [1]],
  ['/* eslint-disable-line\n  RULE */ CALL', [2]],
  ["fetch( // eslint-disable-line RULE\n  'https://stock.example',\n)", []],
  ["fetch(\n  'https://stock.example',\n) // eslint-disable-line RULE", [1]],

  // disable-next-line
  ['// eslint-disable-next-line\nCALL', []],
  ['// eslint-disable-next-line RULE\nCALL', []],
  ['// eslint-disable-next-line RULE -- quick\nCALL', []],
  ['// eslint-disable-next-line RULE, no-console\nCALL', []],
  ['// eslint-disable-next-line no-console\nCALL', [2]],
  ['// eslint-disable-next-line RULE\n\nCALL', [3]],
  ['// eslint-disable-next-line RULE\n// why\nCALL', [3]],
  ['// eslint-disable-next-line RULE\nCALL\nCALL', [3]],
  ['CALL // eslint-disable-next-line RULE\nCALL', [1]],
  ['/* eslint-disable-next-line RULE */\nCALL', []],
  ['/* eslint-disable-next-line RULE */ CALL', [1]],
  ['/*\n  eslint-disable-next-line\n  no-console,\n  RULE -- two lines\n  of reasons\n*/\nCALL', []],
  ['// eslint-disable-next-line no-console\n// eslint-disable-next-line RULE\nCALL', []],
  ['// eslint-disable-next-line RULE\r\nCALL\r\nCALL', [3]],
  ["// eslint-disable-next-line RULE\nfetch(\n  'https://stock.example',\n)", []],
  ["fetch(\n  // eslint-disable-next-line RULE\n  'https://stock.example',\n)", [1]],

  // disable and enable
  ['/* eslint-disable */\nCALL\nCALL', []],
  ['/* eslint-disable RULE */\nCALL\nCALL', []],
  ['/* eslint-disable RULE -- quick */\nCALL', []],
  ['/* eslint-disable -- quick */\nCALL', []],
  ['/* eslint-disable no-console */\nCALL', [2]],
  ['/* eslint-disable\n  no-console,\n  RULE\n*/\nCALL', []],
  ['CALL\n/* eslint-disable RULE */\nCALL', [1]],
  ['/* eslint-disable RULE */\nCALL\n/* eslint-enable RULE */\nCALL', [4]],
  ['/* eslint-disable RULE */\nCALL\n/* eslint-enable */\nCALL', [4]],
  ['/* eslint-disable */\nCALL\n/* eslint-enable RULE */\nCALL', [4]],
  ['/* eslint-disable */\nCALL\n/* eslint-enable */\nCALL', [4]],
  ['/* eslint-disable */\nCALL\n/* eslint-enable no-console */\nCALL', []],
  ['/* eslint-disable RULE */\nCALL\n/* eslint-enable no-console -- RULE */\nCALL', []],
  ['/* eslint-disable RULE */\nCALL\n/* eslint-enable RULE -- done */\nCALL\n/* eslint-disable RULE */\nCALL', [4]],
  ['/* eslint-disable */\n/* eslint-disable RULE */\n/* eslint-enable RULE */\nCALL', [4]],
  ['/* eslint-disable RULE */\n/* eslint-enable RULE */\n/* eslint-disable */\nCALL', []],
  ['/* eslint-disable RULE */ CALL /* eslint-enable RULE */; CALL', [1]],
  ['CALL; /* eslint-disable RULE */ CALL', [1]],
  ['/* eslint-enable RULE */\nCALL', [2]],
  ['/* eslint-disable RULE */\n// eslint-enable RULE\nCALL', []],
  ['// eslint-disable RULE\nCALL', [2]],
  ['// eslint-disable\nCALL', [2]],
  ['/** eslint-disable RULE */\nCALL', [2]],
  ['/* eslint-disabled RULE */\nCALL', [2]],
  ['/* eslint-disable RULE */\nCALL // eslint-disable-line RULE', []],
  ['/* eslint-disable RULE */\n/* eslint-enable RULE */\nCALL // eslint-disable-line RULE', []],
  ["'/* eslint-disable RULE */'\nCALL", [2]],
  ['`/* eslint-disable RULE */ ${CALL}`', [1]],
  ['export function f() {\n  /* eslint-disable RULE */\n  return CALL\n}\nexport const g = () => CALL', []],
]

const files = Object.fromEntries(forms.map(([text], i) => [`src/form-${i}.ts`, `${text.replaceAll('RULE', RULE).replaceAll('CALL', CALL)}\nexport {}\n`]))
const answers = new Map<string, Answer>()
const hosts = { 'the checker': examined, 'the command line': commandLine, 'ESLint 10': eslint10(), 'ESLint 9': eslint9() }

beforeAll(async () => {
  const project = make(files)
  for (const [name, host] of Object.entries(hosts)) answers.set(name, await host(project))
})

describe.each(Object.keys(hosts))('%s keeps silent', host => {
  test.each(forms.map(([text, lines], i) => [text, lines, `src/form-${i}.ts`] as const))('%j', (text, lines, file) => {
    const { findings, suppressed } = answers.get(host)!
    const of = (told: Answer['findings']) => told.filter(t => t.file === file)
    expect(of(findings).map(f => f.line)).toEqual(lines)
    // What is silent is still known, so that somebody can count it.
    expect(of(findings).length + of(suppressed).length).toBe(text.split(/CALL|fetch\(/).length - 1)
  })
})

// ESLint alone reads its settings in comments. Here that would be a second way to silence a rule, without a line and without a reason.
test('a comment that sets a rule is heard by ESLint alone', async () => {
  const project = make({ 'src/a.ts': `/* eslint ${RULE}: "off" */\nexport const a = () => ${CALL}` })
  expect([(await examined(project)).findings.length, (await commandLine(project)).findings.length, (await eslint10()(project)).findings.length]).toEqual([1, 1, 0])
})

describe('where a reason is asked for', () => {
  const text = [
    `// eslint-disable-next-line ${RULE} -- the other side answers at once`, CALL,
    `// eslint-disable-next-line ${RULE}`, CALL,
    `${CALL} /* eslint-disable-line no-console, ${RULE} */`,
    '// eslint-disable-next-line no-console', "console.log('a')",
    `/* eslint-disable ${RULE} */`, CALL, `/* eslint-enable ${RULE} */`,
  ].join('\n')
  const asking: Linter.Config[] = [{ rules: { 'bulkhead/require-suppression-reason': 'error' } }]
  const ways: [string, object, number[]][] = [
    ['nothing is configured', {}, []],
    ['by the suppressions', { suppressions: { requireReason: true } }, [3, 5, 8]],
    ['by the rule', { rules: { 'require-suppression-reason': 'error' } }, [3, 5, 8]],
    ['as a warning', { rules: { 'require-suppression-reason': 'warn' } }, [3, 5, 8]],
    ['and the rule is off all the same', { suppressions: { requireReason: true }, rules: { 'require-suppression-reason': 'off' } }, []],
    ['and it is not', { suppressions: { requireReason: false } }, []],
  ]

  test.each(ways)('%s', async (_, config, lines) => {
    const project = make({ 'src/a.ts': text, 'bulkhead.config.json': JSON.stringify(config) })
    const of = ({ findings }: Answer) => findings.filter(f => f.rule === 'require-suppression-reason').map(f => f.line)
    expect([of(await examined(project)), of(await commandLine(project))]).toEqual([lines, lines])
    // ESLint asks where ESLint's configuration says so, unless ours says no.
    expect([of(await eslint10()(project)), of(await eslint9()(project))]).toEqual([[], []])
    const told = JSON.stringify(config).includes('"off"') ? [] : [3, 5, 8]
    expect([of(await eslint10(asking)(project)), of(await eslint9(asking)(project))]).toEqual([told, told])
  })
})
