// Looks at packages as they are published, with publint and attw: prints what is wrong as JSON. Runs in the folder where these are installed.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const here = createRequire(join(process.cwd(), 'package.json'))
const load = name => import(pathToFileURL(here.resolve(name)).href)
const [{ publint }, { formatMessage }, { unpack }, attw] = await Promise.all(['publint', 'publint/utils', '@publint/pack', '@arethetypeswrong/core'].map(load))

// We are ES modules, and say so: whoever asks as CommonJS or as Node.js did at version 10 gets nothing.
const OF_OTHERS = new Set(['node10', 'node16-cjs'])

const found = {}
for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file)
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const { messages, pkg } = await publint({ pack: { tarball }, level: 'suggestion', strict: true })
  // Its own unpacking gives up on tarballs of some sizes.
  const { files, rootDir } = await unpack(tarball)
  const placed = Object.fromEntries(files.map(({ name, data }) => [`/node_modules/${pkg.name}${name.slice(rootDir.length)}`, data]))
  const { types, problems = [] } = await attw.checkPackage(new attw.Package(placed, pkg.name, pkg.version))
  const wrong = problems.filter(({ kind, resolutionKind }) => !OF_OTHERS.has(resolutionKind) && kind !== 'CJSOnlyExportsDefault')
  found[pkg.name] = [...messages.map(message => `publint: ${formatMessage(message, pkg, { color: false })}`), ...(types ? wrong.map(problem => `attw: ${JSON.stringify(problem)}`) : ['attw: it has no types'])]
}
console.log(JSON.stringify(found))
