import type { FileFacts, Value, ValueRef } from '@bulkhead/facts'
import type { Located } from '../values/meaning.js'
import type { Operation } from './operation.js'
import type { Project } from '../project.js'
import { targets } from './addresses.js'

/**
 * Whether a request surely reaches no peer from a server: it asks for a file that is delivered with the code, `fetch(new URL('./font.ttf', import.meta.url))`,
 * or its address is one of the page's own host, `fetch('/api/orders')`, and only a page can be asking.
 */
export function reachesNoPeer(project: Project, operation: Operation): boolean {
  const asked = targets(project, operation)
  const { refuses } = operation.understood.operation.model
  return asked.length > 0 && asked.every(({ at, rest }) => rest.length === 0 && (isOwnFile(project, at) || refuses === 'relative' && isOfPage(project, at)))
}

/** Whether an address begins with the slash or the dots of a path, whatever comes then. */
function isOfPage(project: Project, at: Located): boolean {
  const meaning = project.tracer.meaning(at)
  if (meaning.is === 'literal') return typeof meaning.value === 'string' && PATH.test(meaning.value)
  if (meaning.is === 'choice') return meaning.of.every(one => isOfPage(project, one))
  if (meaning.is !== 'template' && meaning.is !== 'computed') return false
  const value = project.program.facts(meaning.at.file)!.values[meaning.at.ref]!
  if (value.is === 'binary') return value.operator === '+' && isOfPage(project, { ...meaning.at, ref: value.left })
  if (value.is !== 'template') return false
  return value.parts[0] === '' ? isOfPage(project, { ...meaning.at, ref: value.holes[0]! }) : PATH.test(value.parts[0]!)
}

const PATH = /^\.{0,2}\//

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
