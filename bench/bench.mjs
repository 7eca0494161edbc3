/**
 * Bulkhead side by side with what a team would run instead, on a repository made for it or on a checkout of your own:
 *
 *   npm run bench -- [path] [--runs 3] [--lines 250000] [--json]
 *   npm run bench -- editor [--lines 250000] [--json]
 *   npm run bench -- commit [--runs 3] [--lines 250000] [--json]   ten staged files, with a process that stays and without
 *   npm run bench -- install [--json]   what it costs to install the packages as they would be published, and to start
 *
 * Every command is a process of its own, the runs take turns, and medians are compared: read ratios, not seconds.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { asTextOfCommit, atCommit } from './commit.mjs'
import { assertBuilt, contenders } from './contenders.mjs'
import { asTextOfEditor, inEditor } from './editor.mjs'
import { installAsText, measureInstall } from './install.mjs'
import { measure } from './measure.mjs'
import { asText, summarise } from './report.mjs'
import { writeRepository } from './repository/write.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' }, lines: { type: 'string', default: '250000' }, json: { type: 'boolean', default: false } },
})
const scratch = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'))

try {
  if (!(Number(values.runs) >= 1 && Number(values.lines) >= 1)) throw new Error('--runs and --lines take a number from 1 up.')
  await assertBuilt()
  if (positionals[0] === 'editor') {
    const folder = writeRepository(join(scratch, 'shop'), Number(values.lines))
    const summary = { repository: { name: 'shop', ...sizeOf(folder) }, ...await inEditor(folder) }
    console.log(values.json ? JSON.stringify(summary, null, 2) : asTextOfEditor(summary))
  } else if (positionals[0] === 'commit') {
    const folder = writeRepository(join(scratch, 'shop'), Number(values.lines))
    const repository = { name: 'shop', ...sizeOf(folder) }
    const summary = { repository, rows: await atCommit(folder, scratch, Number(values.runs), line => { if (!values.json) process.stderr.write(`${line}\n`) }) }
    console.log(values.json ? JSON.stringify(summary, null, 2) : asTextOfCommit(summary))
  } else if (positionals[0] === 'install') {
    const installed = measureInstall(scratch, Number(values.runs))
    console.log(values.json ? JSON.stringify(installed, null, 2) : installAsText(installed))
  } else await ofCommands()
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

async function ofCommands() {
  const folder = positionals[0] === undefined ? writeRepository(join(scratch, 'shop'), Number(values.lines)) : resolve(positionals[0])
  // Where something is installed, or nothing could be remembered.
  if (positionals[0] === undefined) mkdirSync(join(folder, 'node_modules'))
  const repository = { name: basename(folder), ...sizeOf(folder) }
  const runs = await takeTurns(contenders(scratch), folder, Number(values.runs))
  const summary = summarise({ repository, runs })
  console.log(values.json ? JSON.stringify(summary, null, 2) : asText(summary))
}

/** One run of each in turn, so that a machine that slows down slows everyone down. */
async function takeTurns(all, folder, times) {
  const runs = all.map(({ name }) => ({ name, samples: [] }))
  for (let time = 0; time < times; time++) {
    for (const [index, contender] of all.entries()) {
      if (!values.json) process.stderr.write(`run ${time + 1} of ${times}: ${contender.name}\n`)
      // What an earlier run remembered would make the next one look better than a first run is.
      if (!contender.remembers) rmSync(join(folder, 'node_modules', '.cache', 'bulkhead'), { recursive: true, force: true })
      runs[index].samples.push(await measure({ ...contender, folder, scratch }))
      Object.assign(runs[index], contender.seen())
    }
  }
  return runs
}

function sizeOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
  const lines = files.reduce((sum, entry) => sum + readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n').length - 1, 0)
  return { files: files.length, lines }
}
