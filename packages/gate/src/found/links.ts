import { posix } from 'node:path'
import type { RepoPath } from '@bulkhead/workspace'
import type { Searched } from './searched.js'

/** Hosts that are written where an address has yet to be filled in. */
const PLACEHOLDER = /^(?:localhost|127\.0\.0\.1|(?:.*\.)?(?:example\.(?:com|org|net)|test|invalid))$/i

/** Whether a link leads to something: to a file of the repository that is there, with the heading that it names, or to a page elsewhere, which is not asked for. */
export function leadsSomewhere(link: string | undefined, from: RepoPath, searched: Searched): boolean {
  if (link === undefined || /^\s*$|\b(?:todo|tbd|fixme)\b|^#$/i.test(link)) return false
  if (!/^[a-z][a-z+.-]*:/i.test(link)) return isHere(link, from, searched)
  let url: URL
  try {
    url = new URL(link)
  } catch {
    return false
  }
  if (!/^https?:$/.test(url.protocol) || PLACEHOLDER.test(url.hostname)) return false
  const [, path] = /\/(?:-\/)?(?:blob|tree|raw|src)\/[^/]+\/(.+)$/.exec(url.pathname) ?? []
  return path === undefined || !isOwn(url, searched) || isHere(`/${decodeURI(path)}${url.hash}`, from, searched)
}

/** Whether an address is that of this repository, as its own package.json says. */
function isOwn(url: URL, searched: Searched): boolean {
  const [, own] = /"repository"\s*:\s*(?:\{[^}]*"url"\s*:\s*)?"[^"]*?([\w.-]+\/[\w.-]+?)(?:\.git)?"/.exec(searched.read('package.json') ?? '') ?? []
  return own !== undefined && url.pathname.toLowerCase().startsWith(`/${own.toLowerCase()}/`)
}

function isHere(link: string, from: RepoPath, searched: Searched): boolean {
  const [path, heading] = link.split('#') as [string, string?]
  const places = path.startsWith('/') ? [path.slice(1)] : [posix.join(posix.dirname(from), path), posix.normalize(path)]
  const text = path === '' ? searched.read(from) : places.map(place => searched.read(place)).find(found => found !== undefined)
  if (text === undefined) return false
  return heading === undefined || heading === '' || !path.endsWith('.md') || headingsOf(text).has(heading.toLowerCase())
}

/** The anchors that hosts of Markdown make of headings. */
function headingsOf(text: string): Set<string> {
  return new Set([...text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, title]) => title!.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-')))
}
