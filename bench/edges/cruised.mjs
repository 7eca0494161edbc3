import { execFile } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'

const run = promisify(execFile)
const BULKHEAD = fileURLToPath(new URL('../../packages/cli/bin/bulkhead.js', import.meta.url))
const CRUISER = fileURLToPath(new URL('../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url))
const MOST_FILES = 1500

/**
 * What dependency-cruiser's own command finds with the printed rule set, over all the files that are judged. The rule set is extended as a team would:
 * by a configuration with the tsconfig of the files. As nothing is installed, packages of the repository are named to it where npm would link them.
 */
export async function cruised({ root, config, scratch, ours: { sources, workspace }, cruiser = CRUISER, node }) {
  const boundaries = join(scratch, 'boundaries.mjs')
  await run(process.execPath, [BULKHEAD, 'depcruise-config', root, '--config', config, '--output', boundaries])
  // The printed configuration imports dependency-cruiser, which a team has beside it.
  if (!existsSync(join(scratch, 'node_modules'))) symlinkSync(dirname(dirname(dirname(cruiser))), join(scratch, 'node_modules'))
  const began = performance.now()
  const violations = []
  for (const [tsConfig, files] of byTsConfig(sources, workspace)) {
    for (let at = 0; at < files.length; at += MOST_FILES) {
      const some = files.slice(at, at + MOST_FILES)
      violations.push(...await cruise({ root, scratch, tsConfig, files: some, workspace, cruiser, node }))
    }
  }
  const { version } = JSON.parse(readFileSync(join(dirname(dirname(cruiser)), 'package.json'), 'utf8'))
  const edges = severity => new Set(violations.filter(({ rule }) => rule.severity === severity).map(({ from, to }) => `${from} -> ${to}`))
  return { version, seconds: (performance.now() - began) / 1000, edges: edges('error'), possible: edges('info') }
}

async function cruise({ root, scratch, tsConfig, files, workspace, cruiser, node }) {
  const alias = join(scratch, 'resolve.cjs')
  writeFileSync(alias, `module.exports = { resolve: { alias: ${JSON.stringify(packagesNamed(files, workspace, root))} } }`)
  const extending = join(scratch, 'extending.mjs')
  // All files are named, so none has to be found by following another.
  const options = { doNotFollow: { path: '.' }, webpackConfig: { fileName: alias }, ...(tsConfig && { tsConfig: { fileName: standingAlone(join(root, tsConfig), workspace, scratch) } }) }
  writeFileSync(extending, `export default ${JSON.stringify({ extends: './boundaries.mjs', forbidden: [], options })}\n`)
  const args = [cruiser, '--config', extending, '--output-type', 'json', ...files.map(literally)]
  const { stdout } = await run(node, args, { cwd: root, maxBuffer: 1 << 30 }).catch(error => {
    // It ends with the number of violations, whatever that is.
    if (!error.stdout) throw error
    return error
  })
  const own = new Set(files)
  return JSON.parse(stdout).summary.violations.filter(({ from }) => own.has(from))
}

/** The tsconfig, with what it extends of packages found where these lie, or left out where they are not installed. */
function standingAlone(path, workspace, scratch) {
  const { config = {} } = ts.readConfigFile(path, ts.sys.readFile)
  const folder = dirname(path)
  const extended = [config.extends ?? []].flat().flatMap(name => {
    if (name.startsWith('.')) return [join(folder, name)]
    const owner = workspace.packages.find(one => name === one.name || name.startsWith(`${one.name}/`))
    return owner ? [join(workspace.root, owner.directory, name.slice(owner.name.length + 1) || 'tsconfig.json')] : []
  }).filter(file => existsSync(file) || existsSync(`${file}.json`))
  const { baseUrl, paths } = config.compilerOptions ?? {}
  const compilerOptions = { ...config.compilerOptions, ...((baseUrl ?? paths) && { baseUrl: join(folder, baseUrl ?? '.') }) }
  const written = join(scratch, 'tsconfig.json')
  writeFileSync(written, JSON.stringify({ extends: extended, compilerOptions, files: [] }))
  return written
}

/** The packages of the repository itself that files name, by the file that they mean; names by which a tsconfig calls its own files are for dependency-cruiser to understand. */
function packagesNamed(files, workspace, root) {
  const own = new Set(workspace.packages.map(({ name }) => name).filter(Boolean))
  const aliases = {}
  for (const file of files) {
    for (const [, , specifier] of workspace.read(file).matchAll(/\b(?:from|import|require\()\s*\(?(['"])([^'".\n][^'"\n]*)\1/g)) {
      const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
      if (!own.has(name)) continue
      const target = workspace.resolve(specifier, file)
      if (target.is === 'file') aliases[`${specifier}$`] = join(root, target.path)
    }
  }
  return aliases
}

function byTsConfig(files, workspace) {
  const groups = new Map()
  for (const file of files) {
    const config = nearest(file, workspace)
    groups.set(config, [...groups.get(config) ?? [], file])
  }
  return groups
}

function nearest(file, workspace) {
  for (let directory = posix.dirname(file); ; directory = posix.dirname(directory)) {
    const path = posix.join(directory, 'tsconfig.json')
    if (workspace.read(path) !== undefined) return path
    if (directory === '.') return undefined
  }
}

/** A path as a glob that matches it alone. */
const literally = path => path.replace(/[[(){!*?+@]/g, '[$&]')
