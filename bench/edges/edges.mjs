/**
 * Whether dependency-cruiser, run by itself on the rule set that `bulkhead depcruise-config` prints, finds the edges that `bulkhead check` reports:
 *
 *   npm run edges -- <folder with checkouts> [name ...] [--map inferred|strict] [--cruiser <its program>] [--node <path of node>] [--json]
 *
 * Each checkout is looked at twice: as it is, with the map that is inferred, and with every module a service that may depend on no other.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compareEdges } from './compare.mjs'
import { cruised } from './cruised.mjs'
import { reported } from './reported.mjs'
import { repositories } from './repositories.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { map: { type: 'string' }, json: { type: 'boolean', default: false }, cruiser: { type: 'string' }, node: { type: 'string', default: process.execPath } },
})
const [folder, ...names] = positionals
const scratch = mkdtempSync(join(tmpdir(), 'bulkhead-edges-'))

try {
  if (folder === undefined) throw new Error('Say where the checkouts are: npm run edges -- <folder> [name ...].')
  const asked = (names.length > 0 ? names : Object.keys(repositories)).filter(name => existsSync(join(folder, name)))
  const rows = []
  for (const name of asked) {
    for (const [map, config] of Object.entries(mapsOf(name)).filter(([map]) => values.map === undefined || values.map === map)) {
      const row = { name, map, ...await look(resolve(folder, name), config) }
      rows.push(row)
      if (!values.json) console.log(asText(row))
    }
  }
  if (values.json) console.log(JSON.stringify(rows, null, 2))
  process.exitCode = rows.some(row => row.onlyOurs.length + row.onlyTheirs.length > 0) ? 1 : 0
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function mapsOf(name) {
  const rules = { 'no-boundary-bypass': 'error' }
  return {
    inferred: { rules },
    strict: { rules, services: repositories[name].map(path => ({ path })), edges: [{ from: '*', to: '*', is: 'forbidden' }] },
  }
}

async function look(root, config) {
  const file = join(scratch, 'bulkhead.config.json')
  writeFileSync(file, JSON.stringify(config))
  const ours = await reported(root, file)
  const theirs = await cruised({ root, config: file, scratch, ours, cruiser: values.cruiser, node: values.node })
  return { services: ours.services, files: ours.sources.length, version: theirs.version, seconds: theirs.seconds, ...compareEdges(ours, theirs) }
}

function asText({ name, map, services, files, version, seconds, agreed, spared, onlyOurs, onlyTheirs }) {
  const lines = [`${name}, ${map}: ${services} services, ${files} files, dependency-cruiser ${version} ${seconds.toFixed(1)} s: ${agreed.length} agreed, ${spared.length} spared, ${onlyOurs.length} only ours, ${onlyTheirs.length} only theirs`]
  for (const [who, edges] of [['only ours', onlyOurs], ['only theirs', onlyTheirs]]) for (const edge of edges) lines.push(`  ${who}: ${edge}`)
  return lines.join('\n')
}
