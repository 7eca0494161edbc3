/**
 * Compares what Bulkhead says of checkouts of public repositories with what readers said of them before:
 *
 *   npm run accuracy -- <folder> [repository …] [--write] [--show]
 *
 * `<folder>/<name>` is a checkout of the repository at the commit that its labels name. `--show` lists every site on which the two differ. `--write` keeps the
 * figures in scores.json, from which `npm run gen` makes docs/accuracy.md.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compare } from './compare.mjs'

const LABELS = join(import.meta.dirname, 'labels')
const SCORES = join(import.meta.dirname, 'scores.json')

const { values, positionals: [folder, ...asked] } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false }, show: { type: 'boolean', default: false } },
})

try {
  if (folder === undefined) throw new Error('Name the folder that holds the checkouts: npm run accuracy -- <folder> [repository …] [--write] [--show]')
  const known = readdirSync(LABELS).map(file => basename(file, '.json')).sort()
  const unknown = asked.filter(name => !known.includes(name))
  if (unknown.length > 0) throw new Error(`There are no labels of ${unknown.join(', ')}. Those there are: ${known.join(', ')}.`)
  const present = (asked.length > 0 ? asked : known).filter(name => {
    const found = existsSync(join(folder, name))
    if (!found) console.error(`not scored: ${name}, of which ${folder} holds no checkout`)
    return found
  })
  const scores = []
  for (const name of present) {
    console.error(`reading ${name}`)
    const { score, differing } = compare(resolve(folder, name), name, JSON.parse(readFileSync(join(LABELS, `${name}.json`), 'utf8')))
    scores.push(score)
    console.log(JSON.stringify(score))
    if (values.show) for (const line of differing) console.log(`  ${line}`)
  }
  if (values.write) keep(scores)
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}

/** Replaces the figures of the repositories that were read; those of the others stay. */
function keep(scores) {
  const before = existsSync(SCORES) ? JSON.parse(readFileSync(SCORES, 'utf8')) : []
  const others = before.filter(old => !scores.some(score => score.name === old.name))
  const all = [...others, ...scores].sort((a, b) => a.name.localeCompare(b.name))
  writeFileSync(SCORES, `[\n${all.map(score => `  ${JSON.stringify(score)}`).join(',\n')}\n]\n`)
}
