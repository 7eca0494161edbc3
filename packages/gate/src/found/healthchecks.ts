import { posix } from 'node:path'
import type { RepoPath } from '@bulkhead/workspace'
import type { Evidence } from '../evidence/evidence.js'
import type { Document, Part } from './documents.js'
import { builtFrom, called, type Searched } from './searched.js'

/** The health checks of containers that are built from a service: those of Docker Compose and of Render. One of a database beside it says nothing of it. */
export function* healthchecks(document: Document, searched: Searched): Iterable<Evidence> {
  if (document.whole.at('apiVersion').isThere) return
  yield* compose(document, searched)
  yield* render(document, searched)
}

/** The images that say themselves how their health is asked for. */
export function* findImages(searched: Searched): Iterable<Evidence> {
  for (const file of searched.filesEnding('Dockerfile')) {
    const lines = searched.isTest(file) ? [] : (searched.read(file) ?? '').split('\n')
    const at = lines.findIndex(text => /^\s*HEALTHCHECK\s+(?!NONE\b)/i.test(text))
    const service = at < 0 ? undefined : builtFrom(searched, folderOf(file))
    if (service !== undefined) yield passing('Docker', file, at + 1, service, 'the image has a health check')
  }
}

function* compose({ file, whole, lineOf }: Document, searched: Searched): Iterable<Evidence> {
  for (const [name, container] of whole.at('services').entries) {
    const check = container.at('healthcheck')
    if (!check.isThere || check.at('disable').isTrue) continue
    const build = container.at('build')
    const service = build.isThere ? builtHere(build, file, searched) : called(searched, [imageName(container)])
    if (service !== undefined) yield passing('Docker Compose', file, lineOf('services', name, 'healthcheck'), service, `${name} has a healthcheck`)
  }
}

/** The service whose folder the container is built from, or the folder of its Dockerfile. */
function builtHere(build: Part, file: RepoPath, searched: Searched): string | undefined {
  const context = inside(folderOf(file), build.text ?? build.at('context').text ?? '.')
  const dockerfile = build.at('dockerfile').text
  return (dockerfile === undefined || context === undefined ? undefined : own(searched, folderOf(inside(context, dockerfile) ?? '')))
    ?? (context === undefined ? undefined : builtFrom(searched, context))
}

function own({ services }: Searched, folder: RepoPath): string | undefined {
  return services.find(({ directory, part }) => part !== true && directory === folder && folder !== '')?.name
}

function* render({ file, whole, lineOf }: Document, searched: Searched): Iterable<Evidence> {
  for (const [index, service] of whole.at('services').items.entries()) {
    const path = service.at('healthCheckPath').text
    if (path === undefined) continue
    const folder = service.at('rootDir').text
    const started = (service.at('startCommand').text ?? '').split(/[\s=]+/)
    const name = called(searched, [service.at('name').text]) ?? called(searched, started) ?? (folder === undefined ? builtFrom(searched, '') : own(searched, folder))
    if (name !== undefined) yield passing('Render', file, lineOf('services', index, 'healthCheckPath'), name, `${path} is asked for the health of ${service.at('name').text ?? name}`)
  }
}

const passing = (tool: string, file: RepoPath, line: number, service: string, summary: string): Evidence =>
  ({ check: 'health-probes', covers: ['health probes'], status: 'pass', tool, file, service, summary, places: [{ file, line, message: summary }] })

const folderOf = (file: RepoPath): RepoPath => (file.includes('/') ? posix.dirname(file) : '')

/** A path from a folder; undefined where it leads out of the repository. */
function inside(folder: RepoPath, path: string): RepoPath | undefined {
  const joined = posix.join(folder, path).replace(/\/$/, '')
  return joined.startsWith('..') ? undefined : joined === '.' ? '' : joined
}

/** `ghcr.io/shop/orders:1.2` is orders. */
export function imageName(container: Part): string | undefined {
  return container.at('image').text?.split('/').at(-1)?.split(/[:@]/)[0]
}
