import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { bulkhead as program } from '../src/program.js'
import { OPTIONS } from '../src/resident/client.js'
import { BIN, bulkhead } from './command.js'

const asModule = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`
const commands = ['check', 'gate', 'inspect', 'explain', 'map', 'facts', 'depcruise-config']

describe('help', () => {
  test('of the whole names every command, the exit codes and examples', () => {
    const { code, out } = bulkhead(['--help'])
    expect(code).toBe(0)
    for (const word of [...commands, 'Examples:', 'Exit codes:']) expect(out).toContain(word)
  })

  test.each(commands)('of %s has its options and examples', command => {
    const { code, out } = bulkhead([command, '--help'])
    expect(code).toBe(0)
    expect(out).toContain('Examples:')
    expect(out).toContain(`bulkhead ${command}`)
    for (const option of ['--config <file>', '--no-config-execution', '--debug']) expect(out).toContain(option)
  })

  test('is what a call without a command gets, and that is wrong usage', () => {
    const { code, err } = bulkhead([])
    expect(code).toBe(2)
    expect(err).toContain('Usage: bulkhead')
  })
})

describe('--version', () => {
  test('prints the version', () => {
    expect(bulkhead(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' })
  })

  test('loads nothing but the command line: no engine, no reporter', () => {
    const hook = "export async function resolve(name, context, next) { const found = await next(name, context); process._rawDebug(found.url); return found }"
    const trace = `import { register } from 'node:module'; register(${JSON.stringify(asModule(hook))})`
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', asModule(trace), BIN, '--version'], { encoding: 'utf8' })
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    const loaded = stderr.split('\n').filter(line => line.startsWith('file:'))
    expect(loaded).toContainEqual(expect.stringContaining('/dist/main.js'))
    expect(loaded.filter(url => !/\/(packages\/cli|node_modules\/commander)\//.test(url))).toEqual([])
  })
})

describe('wrong usage', () => {
  test.each([
    [['chekc'], 'Did you mean check?'],
    [['check', '--fromat', 'json'], 'Did you mean --format?'],
    [['check', '--format', 'xml'], 'Allowed choices are text, json, sarif'],
    [['explain'], "missing required argument 'file-or-rule'"],
    [['check', 'one', 'two'], 'too many arguments'],
  ])('%j is exit 2 with one sentence that helps', (args, sentence) => {
    const { code, out, err } = bulkhead(args)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/^\s+at /m)
  })

  test.each([
    [['check', 'no-such-folder'], 'no-such-folder is no folder that can be read.'],
    [['check', BIN], 'is no folder that can be read.'],
    [['check', '.', '--config', 'no-such.json'], 'The configuration no-such.json does not exist.'],
  ])('%j is exit 2 with a remedy and without a stack', (args, sentence) => {
    const { code, out, err } = bulkhead(args, { cwd: mkdtempSync(join(tmpdir(), 'bulkhead-')) })
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(sentence)
    expect(err).toMatch(/\nPass /)
    expect(err).not.toMatch(/^\s+at /m)
  })

  test.each([[['--debug', 'check', 'no-such-folder'], {}], [['check', 'no-such-folder', '--debug'], {}], [['check', 'no-such-folder'], { BULKHEAD_DEBUG: '1' }]])('%j with %j shows the stack', (args, env) => {
    expect(bulkhead(args, { env }).err).toMatch(/^\s+at /m)
  })

  test('does not let a name reach the terminal as a command', () => {
    expect(bulkhead(['check', 'a\u001b[2Jb']).err).not.toContain('\u001b')
  })
})

test('whoever asks the process that stays knows which options of a check have a value', () => {
  const check = program({ code: 0 }).commands.find(command => command.name() === 'check')!
  expect(Object.keys(OPTIONS).sort()).toEqual(check.options.filter(({ required }) => required).map(option => option.long!.slice(2)).sort())
})
