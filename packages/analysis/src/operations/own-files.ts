import type { FileFacts, Value, ValueRef } from '@bulkhead/facts'
import type { Located } from '../values/meaning.js'
import type { Operation } from './operation.js'
import type { Project } from '../project.js'
import { targets } from './addresses.js'

/** Whether a request asks for a file that is delivered with the code, which no peer sends: `fetch(new URL('./font.ttf', import.meta.url))`. */
export function asksForOwnFile(project: Project, operation: Operation): boolean {
  const asked = targets(project, operation)
  return asked.length > 0 && asked.every(({ at, rest }) => rest.length === 0 && isOwnFile(project, at))
}

function isOwnFile({ tracer, understanding, program }: Project, at: Located): boolean {
  const layer = understanding.value(tracer.meaning(at), 'address')?.layers.find(({ given }) => given.has('base'))
  const [path, base] = [layer?.given.get('url'), layer?.given.get('base')]
  return path !== undefined && base !== undefined && isOwnAddress(program.facts(base.file)!, base.ref) && isRelative(program.facts(path.file)!.values[path.ref]!)
}

/** `import.meta.url` */
function isOwnAddress({ values }: FileFacts, ref: ValueRef): boolean {
  const url = values[ref]!
  const meta = url.is === 'member' && url.name === 'url' ? values[url.of]! : undefined
  const root = meta?.is === 'member' && meta.name === 'meta' ? values[meta.of]! : undefined
  return root?.is === 'global' && root.name === 'import'
}

/** A scheme or a host leads away from the base; so may what is only known at run time. */
const LEADS_AWAY = /^(?:[a-z][a-z\d+.-]*:|[\\/]{2})/i

function isRelative(value: Value): boolean {
  const beginning = value.is === 'template' ? value.parts[0] : value.is === 'literal' ? value.value : undefined
  return typeof beginning === 'string' && /[./]/.test(beginning) && !LEADS_AWAY.test(beginning)
}
