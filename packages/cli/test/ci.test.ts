import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { backend, BIN, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const HOUSE = join(import.meta.dirname, '../../..')
const COMMAND = `"${process.execPath}" "${BIN}"`
const FINE = "import axios from 'axios'\nexport const load = () => axios.get('https://stock.example/items', { timeout: 500 })\n"

interface Step { id?: string; run?: string; if?: string; uses?: string; 'continue-on-error'?: boolean }

describe('the action for GitHub', () => {
  const { steps } = (parse(readFileSync(join(HOUSE, 'action.yml'), 'utf8')) as { runs: { steps: Step[] } }).runs
  const [check, upload, annotate, end] = steps as [Step, Step, Step, Step]

  /** Runs a step's script as the platform does: bash that stops at the first failure, and files for what it hands on. */
  function run(step: Step, root: string, env: Record<string, string> = {}) {
    // The command is put in as it would stand after the platform's own quoting.
    const script = step.run!.replaceAll('$COMMAND', COMMAND)
    const files = { GITHUB_OUTPUT: join(root, 'output'), GITHUB_STEP_SUMMARY: join(root, 'summary'), RUNNER_TEMP: root }
    const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd: root, encoding: 'utf8', env: { ...process.env, CI: 'true', DIRECTORY: '.', ARGUMENTS: '--no-dependency-cruiser', ...files, ...env } })
    return { status, stdout }
  }
  const read = (root: string, file: string): string => readFileSync(join(root, file), 'utf8')

  test('keeps the code of a failing gate for its end, after everything has been shown', () => {
    const root = make(backend())
    expect(run(check, root).status).toBe(0)
    expect(read(root, 'output')).toBe(`code=1\nsarif=${root}/bulkhead.sarif\n`)
    expect(read(root, 'summary')).toContain('## Bulkhead: the gate fails (resilience)')
    expect((JSON.parse(read(root, 'bulkhead.sarif')) as { runs: { results: unknown[] }[] }).runs[0]!.results).toHaveLength(1)
    const shown = run(annotate, root)
    expect(shown.status).toBe(0)
    expect(shown.stdout).toContain('::error ')
    expect(run(end, root, { CODE: '1' }).status).toBe(1)
  })

  test('passes where the gate does, and fails where there is no verdict', () => {
    const root = make(backend({ 'src/a.ts': FINE }))
    run(check, root)
    expect(read(root, 'output')).toMatch(/^code=0\nsarif=/)
    expect(run(end, root, { CODE: '0' }).status).toBe(0)
    const broken = make(backend({ 'bulkhead.config.json': '{ "zebra": 1 }' }))
    run(check, broken)
    expect(read(broken, 'output')).toBe('code=2\n')
    expect(run(end, broken, { CODE: '2' }).status).toBe(2)
    // A step before it was stopped.
    expect(run(end, broken).status).toBe(2)
  })

  test('uploads what it may, and shows annotations where it could not', () => {
    expect(upload).toMatchObject({ uses: expect.stringMatching(/^github\/codeql-action\/upload-sarif@v\d+$/), 'continue-on-error': true, if: expect.stringContaining('github.event.pull_request.head.repo.fork != true') })
    expect(annotate.if).toBe("steps.check.outputs.sarif != '' && steps.upload.outcome != 'success'")
    expect(steps).toHaveLength(4)
  })
})

test('the job for GitLab writes both reports, and ends as the gate does', () => {
  const { bulkhead: job } = parse(readFileSync(join(HOUSE, 'packages/cli/ci/gitlab.yml'), 'utf8')) as { bulkhead: { before_script: string[]; script: string[]; after_script: string[]; cache: { paths: string[] }; artifacts: { when: string; reports: Record<string, string> } } }
  const script = job.script.join('\n').replaceAll('npx --no-install bulkhead', COMMAND)
  const run = (files: Record<string, string>) => {
    const root = make(backend(files))
    const { status } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], { cwd: root, env: { ...process.env, CI: 'true', BULKHEAD_DIRECTORY: '.', BULKHEAD_ARGUMENTS: '--no-dependency-cruiser' } })
    return { status, reports: Object.values(job.artifacts.reports).map(file => readFileSync(join(root, file), 'utf8')) }
  }
  const failing = run({})
  expect([failing.status, JSON.parse(failing.reports[0]!)]).toEqual([1, [expect.objectContaining({ check_name: 'bulkhead/require-request-timeout' })]])
  expect(failing.reports[1]).toContain('<failure')
  expect(run({ 'src/a.ts': FINE }).status).toBe(0)
  expect(job.artifacts.when).toBe('always')
  // What is remembered comes through the emptying of node_modules.
  const root = make({ 'node_modules/.cache/bulkhead/kept': 'kept' })
  for (const lines of [job.after_script, ['rm -r node_modules'], job.before_script.filter(line => line !== 'npm ci')]) spawnSync('bash', ['-eo', 'pipefail', '-c', lines.join('\n')], { cwd: root })
  expect(readFileSync(join(root, 'node_modules/.cache/bulkhead/kept'), 'utf8')).toBe('kept')
  expect(job.cache.paths).toEqual(['.bulkhead-cache'])
})
