import { inOrder, isInside, nameOf, parentOf, within } from '../repo-path.js'
import type { RepoPath, Service, Workspace } from '../workspace.js'

const MOST_LINES = 15
/** A line that nobody reads to its end is not read. */
const LONGEST = 120

interface Line {
  text: string
  why: string
}

/** The map that was inferred, as the text of a configuration of at most 15 lines, each with how sure it is. Opened with it, the map is the same. */
export function proposeConfig(workspace: Pick<Workspace, 'services' | 'files' | 'serviceOf' | 'packages'>): string {
  const { lines, shared } = serviceLines(workspace)
  const owners = ownerLines(workspace.services)
  const tail = [...(shared.length > 0 ? [`  shared: [${shared.map(quoted).join(', ')}], // likely: they serve the other parts`] : []), ...owners, '}']
  const head = ['// Written by `bulkhead init`: what was inferred, and how sure that is. Correct it; what is not named here stays inferred.', "/** @type {import('bulkhead').UserConfig} */", 'export default {']
  if (lines.length === 0) return [...head, '  services: [], // nothing was found that is deployed: name it, such as { path: "services/<name>" }', ...tail, ''].join('\n')
  const room = MOST_LINES - head.length - tail.length - 2
  const shown = lines.length > room ? lines.slice(0, room) : lines
  const written = shown.map(({ text, why }, index) => `    ${text}, // ${why}${index === shown.length - 1 && lines.length > shown.length ? `; ${lines.length - shown.length} more lines stay inferred` : ''}`)
  return [...head, '  services: [', ...written, '  ],', ...tail, ''].join('\n')
}

function serviceLines(workspace: Pick<Workspace, 'services' | 'files'>): { lines: Line[]; shared: string[] } {
  const shared: string[] = []
  const groups = new Map<string, Service[]>()
  for (const service of workspace.services) {
    // One by one where the name is not the folder's; else all of one folder on one line.
    const key = service.directory === '' || nameOf(service.directory) !== service.name.split('/').at(-1) ? service.directory : `${parentOf(service.directory)}/*`
    groups.set(key, [...groups.get(key) ?? [], service])
  }
  const lines = [...groups.values()].map((group): Line => {
    const [first] = group as [Service, ...Service[]]
    if (group.length === 1) return { text: entry(first), why: reasonOf(group) }
    const parent = parentOf(first.directory)
    const rest = childrenWithCode(parent, workspace.files()).filter((child) => !group.some(({ directory }) => directory === child))
    const exact = `{ path: ${quoted(within(parent, `{${group.map(({ directory }) => nameOf(directory)).join(',')}}`))} }`
    const covers = parent !== '' && !rest.some((child) => workspace.services.some(({ directory }) => isInside(directory, child)))
    if (!covers || (rest.length > 0 && (exact.length <= LONGEST || rest.length > 4))) return { text: exact, why: reasonOf(group) }
    shared.push(...rest.map((child) => `${child}/**`))
    return { text: `{ path: ${quoted(`${parent}/<name>`)} }`, why: reasonOf(group) }
  })
  return { lines, shared }
}

function entry({ name, directory }: Service): string {
  const path = quoted(directory === '' ? '.' : directory)
  return name === nameOf(directory) ? `{ path: ${path} }` : `{ name: ${quoted(name)}, path: ${path} }`
}

const RANK = ['guess', 'likely', 'sure'] as const

/** No surer than the least sure of them, in the words of the first of its reasons. */
function reasonOf(group: readonly Service[]): string {
  const least = group.toSorted((a, b) => RANK.indexOf(a.confidence) - RANK.indexOf(b.confidence))[0]!
  const reason = (least.evidence[0]?.reason ?? 'nothing else was found').replace(/\.$/, '')
  const said = `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`
  return `${least.confidence === 'guess' ? 'a guess' : least.confidence}: ${group.length > 1 ? `${group.length} services; of ${least.name}, ` : ''}${said}`
}

function ownerLines(services: readonly Service[]): string[] {
  const without = services.filter(({ owners, part }) => owners.length === 0 && part !== true).map(({ name }) => name)
  if (without.length === 0) return []
  const shown = without.slice(0, 4)
  return [`  // owners: { ${shown.map((name) => `${/^[a-z_$][\w$]*$/i.test(name) ? name : quoted(name)}: ['@team']`).join(', ')} }, // unknown: nobody is named for ${without.length === 1 ? 'it' : `these${without.length > shown.length ? ` and ${without.length - shown.length} more` : ''}`}`]
}

function childrenWithCode(parent: RepoPath, files: readonly RepoPath[]): RepoPath[] {
  const below = files.filter((file) => isInside(file, parent) && parentOf(file) !== parent)
  return [...new Set(below.map((file) => within(parent, file.slice(parent === '' ? 0 : parent.length + 1).split('/')[0]!)))].sort(inOrder)
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
