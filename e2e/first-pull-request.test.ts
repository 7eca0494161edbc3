import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Editor, ESLINT_SERVER } from '@bulkhead/testing'
import { describeWith, fromNpm } from './installed.js'
import { run, succeeded, type Registry } from './npm.js'
import { HOUSE } from './shop.js'
import { NODE_FETCH, startVerdaccio, VERDACCIO } from './verdaccio.js'

// A stranger follows docs/first-pull-request.md from its first line to its last, with nothing but what it says.

/** What the page has the reader do: run a block in a shell, or write a file. */
type Step = { does: string } | { writes: string; text: string }

const PAGE = readFileSync(join(HOUSE, 'docs/first-pull-request.md'), 'utf8')

function stepsOf(section: string): Step[] {
  return Array.from(section.matchAll(/(?:^`([^`\n]+)`:\n\n)?^```(sh|js)\n([\s\S]*?)^```$/gm), ([, path, language, text]): Step =>
    language === 'sh' ? { does: text! } : { writes: path!, text: text! })
}

/** One entry a section: how its heading reads, and what it has the reader do. */
const SECTIONS = PAGE.split(/^## /m).slice(1).map(section => ({ heading: section.slice(0, section.indexOf('\n')), steps: stepsOf(section) }))

/** How each section ends, by what the page says of it. */
const ENDS: Record<string, number> = { 'A backend': 0, 'The first check': 1, 'In the editor': 0, 'Before a commit': 1, 'In CI': 1, 'The change that mends it': 0 }

describeWith([fromNpm(VERDACCIO, NODE_FETCH), fromNpm({ [ESLINT_SERVER.package]: ESLINT_SERVER.version })], 'a stranger', (verdaccio, server) => {
  let registry: Registry & { stop: () => void }
  const told: string[] = []

  beforeAll(async () => {
    registry = await startVerdaccio(verdaccio)
    succeeded(run(registry, HOUSE, join(HOUSE, 'node_modules/.bin/changeset'), ['publish', '--no-git-tag']))
  })
  afterAll(() => {
    registry?.stop()
    // For docs/measured.md, by hand.
    const { BULKHEAD_TRANSCRIPT: file } = process.env
    if (file !== undefined) writeFileSync(file, told.join('\n'))
  })

  test('goes from an empty folder to a finding, a refused commit, a red check, and a green one', async () => {
    const { folder } = registry
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    const root = join(empty, 'stock')
    const git = ['GIT_AUTHOR_NAME=Ann', 'GIT_AUTHOR_EMAIL=ann@acme.example', 'GIT_COMMITTER_NAME=Ann', 'GIT_COMMITTER_EMAIL=ann@acme.example']
    const said: Record<string, string> = {}
    expect(SECTIONS.map(({ heading }) => heading.replace(/^\d+\. /, ''))).toEqual(Object.keys(ENDS))
    for (const { heading, steps } of SECTIONS) {
      const name = heading.replace(/^\d+\. /, '')
      const started = performance.now()
      let last = { code: null as number | null, said: '' }
      for (const step of steps) {
        if ('writes' in step) {
          mkdirSync(dirname(join(root, step.writes)), { recursive: true })
          writeFileSync(join(root, step.writes), step.text)
          continue
        }
        const { code, out, err } = run(registry, existsSync(root) ? root : empty, 'env', [...git, 'sh', '-c', `set -e\n${step.does}`])
        last = { code, said: `${out}${err}` }
      }
      told.push(`${heading}: ${((performance.now() - started) / 1000).toFixed(1)} s, exit ${last.code}`, ...last.said.trim().split('\n').map(line => `  ${line}`), '')
      expect({ name, code: last.code, said: last.code === ENDS[name] ? '' : last.said }).toEqual({ name, code: ENDS[name], said: '' })
      said[name] = last.said
      if (name === 'In the editor') await looksInto(root)
    }
    const [finding] = /^ {2}src\/supplier\.js.*$/m.exec(PAGE)!
    expect(said['The first check']).toContain(finding)
    expect(said['Before a commit']).toContain(finding)
    expect(said['In CI']).toContain('The gate fails')
    expect(said['The change that mends it']).toContain('The gate passes')
    expect(missing(told.flatMap(text => text.split('\n')))).toEqual([])
    expect(run(registry, root, 'git', ['log', '--format=%s']).out.trim().split('\n')).toEqual(['Give up a silent supplier after five seconds', 'A backend'])
  })

  /** The lines of the transcript in docs/measured.md that were not seen in this order. They may be cut off; how long it took, and how many packages of which version, is that of the day. */
  function missing(seen: string[]): string[] {
    const shape = (line: string): string => line.trim().replace(/: [\d.]+ s\b/, ': … s').replace(/^added \d+/, 'added …').replace(/(?<=^ESLint +)\d[\d.]+/, '…')
    const page = readFileSync(join(HOUSE, 'docs/measured.md'), 'utf8')
    const transcript = Array.from(page.matchAll(/^```text\n([^]*?)^```$/gm), ([, text]) => text!).find(text => text.includes('An editor shows'))!.trimEnd().split('\n')
    let at = 0
    return transcript.filter(line => {
      const found = seen.findIndex((one, i) => i >= at && shape(one).startsWith(shape(line)))
      if (found >= 0) at = found + 1
      return found < 0
    })
  }

  /** What the page says of the editor. */
  async function looksInto(root: string): Promise<void> {
    const started = performance.now()
    const editor = await Editor.open(server, root)
    try {
      await editor.show('src/supplier.js')
      const [squiggle, ...others] = await editor.diagnostics('src/supplier.js')
      expect(others).toEqual([])
      expect(squiggle).toMatchObject({ code: 'bulkhead/require-request-timeout', range: { start: { line: 2, character: 24 } }, codeDescription: { href: expect.stringContaining('docs/rules/require-request-timeout.md') } })
      told.push(`An editor shows: ${((performance.now() - started) / 1000).toFixed(1)} s`, `  src/supplier.js:3:25 ${squiggle!.message as string}`, '')
      const fix = (await editor.actions('src/supplier.js', squiggle!)).find(({ title }) => title.startsWith('Bound it'))!
      await editor.take(fix)
      expect(editor.textOf('src/supplier.js')).toMatch(/timeout: [\d_]+/)
      expect(await editor.diagnostics('src/supplier.js')).toEqual([])
    } finally {
      await editor.end()
    }
  }
})
