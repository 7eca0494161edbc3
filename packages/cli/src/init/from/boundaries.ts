import type { RepoPath } from '@bulkhead/workspace'
import { at, inWords, listed, parsed, texts, valuesOf, type Data } from './data.js'
import { fitsStars, foldersOf, takenOver, unitsOf, type Pattern, type TakenOver, type Unit } from './units.js'

/** A kind of element, and what its placeholders have to be; `${from.name}` is what the importer's stands for. */
interface Selector {
  type: string
  captured: Record<string, string>
}

interface Rule {
  from: Selector[]
  allow?: Selector[]
  disallow?: Selector[]
}

const RULES = ['boundaries/element-types', 'boundaries/dependencies']
const OTHERS = ['boundaries/external', 'boundaries/entry-point', 'boundaries/no-private', 'boundaries/no-unknown', 'boundaries/no-unknown-files', 'boundaries/no-ignored']
const WHY: Record<string, string> = {
  'boundaries/external': 'packages of others belong to no service',
  'boundaries/entry-point': 'what a package exports, or the index of a folder, is taken for the entry; else name it as `entry` of the service',
}

/** What eslint-plugin-boundaries says of elements, and which may depend on which: of the rules about an importer the last that fits decides, else the default. */
export function fromBoundaries(text: string, file: string, files: readonly RepoPath[]): TakenOver {
  const source = parsed(text, file)
  const left: string[] = []
  const patterns = valuesOf('boundaries/elements', source).flatMap(listed).flatMap(element => patternsOf(element, files, left))
  const [options] = RULES.flatMap(rule => valuesOf(rule, source)).map(rule => listed(rule)[1]).filter(one => one !== undefined)
  const rules = listed(at(options, 'rules')).flatMap(rule => ruleIn(rule, left))
  for (const key of OTHERS) for (const value of valuesOf(key, source)) if (!isOff(value)) left.push(`${key}: ${WHY[key] ?? 'there is no such rule here'}.`)
  const byDefault = at(options, 'default') === 'disallow'
  const forbids = (from: Unit, to: Unit) => {
    const about = rules.filter(rule => rule.from.some(selector => fits(selector, from, from)))
    return about.reduce((forbidden, { allow, disallow }) => {
      if (disallow?.some(selector => fits(selector, to, from))) return true
      return allow?.some(selector => fits(selector, to, from)) ? false : forbidden
    }, byDefault)
  }
  return takenOver(unitsOf(patterns, files), forbids, [...new Set(left)])
}

/** A pattern stands for the end of a folder's path, wherever that is; so it is one for each beginning that there is. */
function patternsOf(element: Data, files: readonly RepoPath[], left: string[]): Pattern[] {
  const type = at(element, 'type')
  const mode = at(element, 'mode') ?? 'folder'
  const said = inWords(element)
  if (typeof type !== 'string') {
    left.push(`boundaries/elements: ${said}`)
    return []
  }
  return texts(at(element, 'pattern')).flatMap(pattern => {
    const folder = pattern.replace(/\/\*\*(?:\/\*(?:\.\*)?)?$/, '')
    if (mode !== 'folder' && folder === pattern || /\*\*|[{}!()[\]]/.test(folder)) {
      left.push(`boundaries/elements: ${said} stands for files, and a service is a folder.`)
      return []
    }
    const words = texts(at(element, 'capture'))
    let stars = 0
    const path = folder.replace(/\*/g, () => `<${(words[stars++] ?? `part${stars}`).replace(/\W/g, '')}>`)
    const name = stars === 0 ? type : [type, ...Array.from(path.matchAll(/<\w+>/g), ([word]) => word)].join('/')
    const depth = path.split('/').length
    const shape = new RegExp(`^${folder.split('*').map(part => part.replace(/[.+?^$|\\]/g, '\\$&')).join('[^/]+')}$`)
    const beginnings = new Set(foldersOf(files).filter(one => shape.test(one.split('/').slice(-depth).join('/'))).map(one => one.split('/').slice(0, -depth).join('/')))
    return [...beginnings].map(beginning => ({ path: beginning === '' ? path : `${beginning}/${path}`, name, tags: [type] }))
  })
}

function ruleIn(rule: Data, left: string[]): Rule[] {
  const selectors = (data: Data): Selector[] | undefined => {
    const all = isPair(data) ? [data] : listed(at(data, 'to') ?? data)
    const read = all.map(selectorIn)
    return data === undefined ? undefined : read.every(one => one !== undefined) ? read : undefined
  }
  const [from, allow, disallow] = [selectors(at(rule, 'from')), selectors(at(rule, 'allow')), selectors(at(rule, 'disallow'))]
  if (from === undefined || at(rule, 'importKind') !== undefined || allow === undefined && disallow === undefined) {
    left.push(`a rule about dependencies: ${inWords(rule)}`)
    return []
  }
  return [{ from, ...(allow && { allow }), ...(disallow && { disallow }) }]
}

function selectorIn(data: Data): Selector | undefined {
  const [type, captured] = isPair(data) ? data : [at(data, 'type') ?? data, at(data, 'captured')]
  if (typeof type !== 'string') return undefined
  const wanted = Object.entries(captured ?? {})
  return wanted.every((entry): entry is [string, string] => typeof entry[1] === 'string') ? { type, captured: Object.fromEntries(wanted) } : undefined
}

/** A kind with what its placeholders have to be: `['modules', { name: 'orders' }]`. */
function isPair(data: Data): data is [string, { [key: string]: Data }] {
  return Array.isArray(data) && data.length === 2 && typeof data[0] === 'string' && typeof data[1] === 'object' && data[1] !== null && !Array.isArray(data[1])
}

function fits({ type, captured }: Selector, unit: Unit, from: Unit): boolean {
  const filled = (text: string) => text.replace(/\$\{(?:from\.)?(?:captured\.)?(\w+)\}/g, (whole, word: string) => from.captured[word] ?? whole)
  return fitsStars(type, unit.tags[0]!) && Object.entries(captured).every(([word, wanted]) => fitsStars(filled(wanted), unit.captured[word] ?? ''))
}

function isOff(rule: Data): boolean {
  const [severity] = listed(rule)
  return severity === 'off' || severity === 0
}
