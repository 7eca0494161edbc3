import type { RepoPath } from '@bulkhead/workspace'
import { at, entriesOf, exportedData, inWords, listed, parsed, texts, Unread, type Data } from './data.js'
import { fitsStars, takenOver, unitsOf, type Pattern, type TakenOver } from './units.js'

type Rule = { tag: string; allows: Data[] }

const SAME = /^sameTag$|^\(\{from,to\}\)=>(?:from===to|to===from)$/

/** What Sheriff's configuration says of modules and their tags. A tag of the importer has to be allowed to some tag of what it imports, and each of its tags has to be. */
export function fromSheriff(text: string, file: string, files: readonly RepoPath[]): TakenOver {
  const config = exportedData(parsed(text, file), 'config', 'sheriffConfig')
  const left: string[] = []
  const patterns = patternsIn(at(config, 'modules') ?? at(config, 'tagging'), '', left)
  const rules = entriesOf(at(config, 'depRules')).map(([tag, allows]): Rule => ({ tag, allows: listed(allows) }))
  for (const { tag, allows } of rules) {
    if (tag === 'root') left.push(`depRules.root: files of no module are nobody's here, and free.`)
    for (const one of allows) if (one instanceof Unread && !isKnown(one)) left.push(`depRules['${tag}']: ${inWords(one)} is code, which is not run; what it decides is free.`)
  }
  for (const key of ['encapsulationPattern', 'ignoreFileExtensions', 'entryPoints'] as const) if (at(config, key) !== undefined) left.push(`${key}: ${inWords(at(config, key))}`)
  const forbids = (from: { tags: string[] }, to: { tags: string[] }) => from.tags.some(tag => !isAllowed(tag, to.tags, rules))
  return takenOver(unitsOf(patterns, files), forbids, left)
}

function patternsIn(modules: Data, below: string, left: string[]): Pattern[] {
  return entriesOf(modules).flatMap(([key, value]) => {
    const path = [below, key.replace(/\{(\w+)\}/g, '<$1>').replace(/^\.?\/|\/$/g, '')].filter(part => part !== '').join('/')
    const isTag = (data: Data): data is string | string[] => typeof data === 'string' || Array.isArray(data) && data.every(one => typeof one === 'string')
    if (isTag(value)) return [patternOf(path, listed(value) as string[])]
    if (value instanceof Unread || Array.isArray(value)) {
      left.push(`modules['${path}']: ${inWords(value)} is code, which is not run; the module has no tags here.`)
      return []
    }
    const tags = at(value, 'tags')
    const children = at(value, 'children')
    if (tags === undefined && children === undefined) return patternsIn(value, path, left)
    return [...(isTag(tags) ? [patternOf(path, texts(tags))] : []), ...patternsIn(children, path, left)]
  })
}

/** `src/domains/<domain>/api` is called `<domain>/api`; the folder's own name would be that of many. */
function patternOf(path: string, tags: string[]): Pattern {
  const segments = path.split('/')
  const own = segments.slice(segments.findIndex(segment => segment.includes('<')))
  return { path, tags, ...(path.includes('<') && own.length > 1 && { name: own.join('/') }) }
}

function isAllowed(tag: string, to: readonly string[], rules: readonly Rule[]): boolean {
  const about = rules.filter(rule => fitsStars(rule.tag, tag))
  // Sheriff stops there with an error; nothing is decided.
  if (about.length === 0) return true
  return to.some(other => about.some(({ allows }) => allows.some(one => one instanceof Unread ? isSame(one) ? other === tag : !isKnown(one) : typeof one === 'string' && fitsStars(one, other))))
}

function isSame({ text }: Unread): boolean {
  return SAME.test(text.replace(/\s/g, ''))
}

function isKnown(one: Unread): boolean {
  return isSame(one) || one.text === 'noDependencies'
}
