import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

/** The thread runs what was built, so this does too, in a process of its own. */
const SCRIPT = `
  import { readdirSync, readFileSync } from 'node:fs'
  import { setTimeout } from 'node:timers/promises'
  import { ReadAhead, reader } from '@bulkhead/facts'

  const files = readdirSync('fixtures', { recursive: true }).filter(path => /\\.[cm]?[jt]sx?$/.test(path)).map(path => ({ path, text: readFileSync('fixtures/' + path, 'utf8') }))
  const jobs = ['record', 'facts'].flatMap(read => files.map(file => ({ ...file, read })))
  const ahead = new ReadAhead()
  for (const read of ['facts', 'record']) ahead.expect(jobs.filter(job => job.read === read))
  await setTimeout(700)
  const own = { ...reader }
  let readByCaller = 0
  reader.facts = (...of) => { readByCaller++; return own.facts(...of) }
  reader.record = (...of) => { readByCaller++; return own.record(...of) }
  // What JSON would lose has to show: a hole in a list, a number that is none.
  function told(key, value) { return Array.isArray(this) && value === undefined || typeof value === 'number' && !Number.isFinite(value) ? 'lost' : value }
  const plain = read => JSON.stringify(read, told)
  const differing = jobs.filter(({ path, text, read }) => plain(ahead[read](path, text)) !== plain(own[read](path, text)))
  const stale = ahead.facts(files[0].path, 'fetch("http://changed")').calls.length
  const again = plain(ahead.facts(files[1].path, files[1].text)) === plain(own.facts(files[1].path, files[1].text))
  // What cannot be read is said at once, and the thread goes on: it is never waited for in vain.
  ahead.expect([{ ...files[0], read: 'facts' }, { path: 'broken.ts', text: undefined, read: 'facts' }])
  await setTimeout(100)
  const asked = performance.now()
  let broken = false
  try { ahead.facts('broken.ts', undefined) } catch { broken = true }
  const readBefore = readByCaller
  ahead.facts(files[0].path, files[0].text)
  const goesOn = broken && readByCaller === readBefore && performance.now() - asked < 2000
  ahead.dismiss()
  console.log(JSON.stringify({ jobs: jobs.length, byThread: jobs.length + 2 - readByCaller, differing: differing.map(j => j.path), stale, again, goesOn }))
`

test('a second thread reads what the caller would have read, and nothing is read twice', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url))
  const said = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], { cwd: root, encoding: 'utf8' })) as { jobs: number; byThread: number }
  expect(said).toEqual({ jobs: expect.any(Number), byThread: expect.any(Number), differing: [], stale: 1, again: true, goesOn: true })
  expect(said.byThread).toBeGreaterThan(said.jobs / 10)
})
