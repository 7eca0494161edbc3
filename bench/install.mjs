import { spawnSync } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const HOUSE = join(import.meta.dirname, '..')

/** What it costs to install Bulkhead into an empty project, and to start it: the packages as they would be published, all else from the registry that npm is set up with. */
export function measureInstall(scratch, runs) {
  const [packed, project] = ['packed', 'project'].map(name => join(scratch, name))
  for (const folder of [packed, project]) mkdirSync(folder)
  run('npm', ['pack', '--workspaces', '--pack-destination', packed], HOUSE)
  const tarballs = readdirSync(packed).filter(name => !name.includes('testing')).map(name => join(packed, name))
  const install = only => {
    const folder = join(project, only)
    mkdirSync(folder)
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    // Those that depend on each other have to be named together, since no registry has them; the plugin is no part of the command.
    run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', ...tarballs.filter(name => only === 'both' || !name.includes('eslint-plugin'))], folder)
    return { folder, ...sizeOf(join(folder, 'node_modules')) }
  }
  const command = install('command')
  return { command, both: install('both'), starts: starts(command.folder, runs) }
}

export function installAsText({ command, both, starts }) {
  const size = ({ bytes, packages }) => `${(bytes / 1e6).toFixed(0)} MB in ${packages} packages`
  const [node, ...others] = starts
  return [
    `bulkhead installed                    ${size(command)}`,
    `with eslint-plugin-bulkhead, ESLint   ${size(both)}`,
    '',
    ...[node, ...others].map(({ name, median }) => `${name.padEnd(37)} ${String(Math.round(median)).padStart(5)} ms   ${(median / node.median).toFixed(1)} ×`),
  ].join('\n')
}

/** Medians of processes that take turns. */
function starts(folder, runs) {
  const bin = join(folder, 'node_modules/bulkhead/bin/bulkhead.js')
  const all = [
    { name: 'node -e 0', command: process.execPath, args: ['-e', '0'] },
    { name: 'bulkhead --version', command: process.execPath, args: [bin, '--version'] },
    { name: 'bulkhead check --help', command: process.execPath, args: [bin, 'check', '--help'] },
    { name: 'npx bulkhead --version', command: 'npx', args: ['--no-install', 'bulkhead', '--version'] },
  ].map(one => ({ ...one, times: [] }))
  for (let n = 0; n < Math.max(runs, 5); n++) for (const one of all) {
    const begin = performance.now()
    run(one.command, one.args, folder)
    one.times.push(performance.now() - begin)
  }
  return all.map(({ name, times }) => ({ name, median: times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] }))
}

function run(command, args, cwd) {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 2).join(' ')}: ${error?.message ?? stderr}`)
}

/** What lies on the disk, links not followed. */
function sizeOf(folder) {
  let [bytes, packages] = [0, 0]
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    bytes += lstatSync(join(entry.parentPath, entry.name)).size
    // A package is a folder of node_modules, or of a scope in it.
    if (entry.name === 'package.json' && /node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/@.][^\\/]*$/.test(entry.parentPath)) packages++
  }
  return { bytes, packages }
}
