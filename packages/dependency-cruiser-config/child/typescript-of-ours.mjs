/**
 * dependency-cruiser takes whatever `typescript` lies nearest to itself, and without one below 7 it reads nothing and says
 * so nowhere. Package managers hoist it beside the TypeScript of the repository, so in this process, which runs nothing
 * else, the name `typescript` means the one that this package depends on.
 */
import Module, { createRequire, register } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)

/** The paths of the compiler that this package depends on, or undefined where there is none that dependency-cruiser can use. */
function compilerOfOurs() {
  try {
    const manifest = require.resolve('typescript/package.json')
    if (Number.parseInt(require(manifest).version, 10) >= 7) return undefined
    return { 'typescript/package.json': manifest, typescript: require.resolve('typescript') }
  } catch {
    return undefined
  }
}

const ours = compilerOfOurs()
if (ours !== undefined) {
  const url = JSON.stringify(pathToFileURL(ours.typescript).href)
  register(`data:text/javascript,${encodeURIComponent(`
    export const resolve = (specifier, context, next) =>
      specifier === 'typescript' ? { url: ${url}, format: 'commonjs', shortCircuit: true } : next(specifier, context)
  `)}`)
  // dependency-cruiser reads the version through `require`, which module hooks do not reach before Node 22.15.
  const resolveFilename = Module._resolveFilename
  Module._resolveFilename = (request, ...rest) => ours[request] ?? resolveFilename.call(Module, request, ...rest)
}
