import type { Ecosystem } from '../ecosystem.js'
import type { FileTree } from '../files/tree.js'
import { says, type ReadText } from '../files/text.js'
import { isInside, within } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'
import { strings, type Manifest } from './manifests.js'

/** The first of the given libraries that a package depends on. */
export function dependsOnAny(manifest: Manifest, libraries: ReadonlySet<string>, which: 'runtime' | 'dependencies' = 'runtime'): string | undefined {
  return Object.keys(manifest[which]).find((name) => libraries.has(name))
}

/** Whether a package asks for anything that only runs on a server. */
export function dependsOnServer(manifest: Manifest, { serverFrameworks, serverLibraries }: Ecosystem): boolean {
  return (dependsOnAny(manifest, serverFrameworks) ?? dependsOnAny(manifest, serverLibraries)) !== undefined
}

/** Why a package's code runs in browsers only; undefined where any of it may run on a server. */
export function browserOnly(manifest: Manifest, isImported: boolean, tree: FileTree, read: ReadText, ecosystem: Ecosystem): string | undefined {
  const extension = extensionManifest(manifest, tree, read)
  // Types of its server's API come with a framework of servers.
  if (extension !== undefined && dependsOnAny(manifest, ecosystem.httpFrameworks) === undefined) return `is an extension of browsers, as \`${extension}\` says`
  if (dependsOnServer(manifest, ecosystem)) return undefined
  const named = dependsOnAny(manifest, ecosystem.fullStackFrameworks, 'dependencies')
  // What is asked of the users alone is theirs.
  const fullStack = named !== undefined && named in strings(manifest.raw.peerDependencies) && !(named in { ...strings(manifest.raw.dependencies), ...strings(manifest.raw.devDependencies) }) ? undefined : named
  // A library may ask for the framework of its users; only an application has pages.
  if (fullStack !== undefined && !isImported) return hasServerSide(manifest, tree, read, ecosystem) ? undefined : `depends on \`${fullStack}\` and has no route, action or page that runs on a server`
  const framework = dependsOnAny(manifest, ecosystem.browserFrameworks, 'dependencies')
  if (framework !== undefined && isImported && !isMadeOfComponents(manifest, tree)) return undefined
  if (framework !== undefined) return `depends on \`${framework}\` and on nothing of a server`
  const bundler = dependsOnAny(manifest, ecosystem.browserBundlers, 'dependencies')
  if (bundler !== undefined && tree.has(within(manifest.directory, 'index.html'))) return `is an \`index.html\` bundled with \`${bundler}\``
  const bundlerConfig = tree.filesIn(manifest.directory).find((file) => /^(vite|rollup)\.config\./.test(file))
  if (bundlerConfig && !isImported && /['"](umd|iife)['"]/.test(read(within(manifest.directory, bundlerConfig)) ?? '')) return `is bundled for script tags by \`${bundlerConfig}\``
  return undefined
}

/** The file that makes a package an extension: that of a web app on a telephone has the same name. */
function extensionManifest({ directory }: Manifest, tree: FileTree, read: ReadText): RepoPath | undefined {
  return ['manifest.json', 'src/manifest.json', 'public/manifest.json'].map((file) => within(directory, file)).find((path) => tree.has(path) && /"manifest_version"\s*:/.test(read(path) ?? ''))
}

/** A library with some hooks beside code for everybody is no browser's; one made of components is. */
function isMadeOfComponents({ directory }: Manifest, tree: FileTree): boolean {
  const own = tree.all.filter((path) => isInside(path, directory) && /\.([mc]?[jt]sx?|vue|svelte)$/.test(path) && !/\.d\.ts$|\.(test|spec|stories|config)\./.test(path))
  const components = own.filter((path) => /\.([jt]sx|vue|svelte)$|\.component\.ts$/.test(path))
  return components.length * 4 >= own.length
}

/** Whether a full-stack framework's package holds anything that runs on a server. Asked only where no dependency says so. */
function hasServerSide(manifest: Manifest, tree: FileTree, read: ReadText, ecosystem: Ecosystem): boolean {
  const home = manifest.directory === '' ? '' : `${manifest.directory}/`
  const own = tree.code.filter((path) => path.startsWith(home)).map((path) => path.slice(home.length))
  const isServer = (path: string) => /^(src\/)?pages\/api\/|^(src\/)?app\/(.*\/)?(route|page|layout)\.[jt]sx?$|^(src\/)?(middleware|proxy)\.[jt]s$|\.server\.[jt]sx?$|^(src\/)?(app\/)?routes\/|^server\//.test(path)
  if (own.some(isServer)) return true
  const marks = new RegExp(`['"]use server['"]|\\b(${ecosystem.routeExports.join('|')})\\b\\s*[(:=]`)
  return own.some((path) => read.asks(home + path, marks, says))
}
