import type { RepoPath } from '@bulkhead/workspace'

/** Folders that another tool has a word for: a path with placeholders such as `src/modules/<name>`, and what a folder that it matches is called. */
export interface Pattern {
  path: string
  /** With the same placeholders; left out, the folder's own name. */
  name?: string
  /** What the other tool says of such folders, with the same placeholders. */
  tags: string[]
}

/** A folder that is there. */
export interface Unit {
  name: string
  directory: RepoPath
  /** What the placeholders stand for. */
  captured: Record<string, string>
  tags: string[]
  pattern: Pattern
}

/** What was made of another tool's configuration. */
export interface TakenOver {
  services: { name?: string; path: string }[]
  edges: { from: string; to: string; because?: string }[]
  /** What there is no word for. */
  left: string[]
}

/** The folders with code that patterns match; of several patterns the first one counts. Each has a name of its own: where folders are called alike, their path is their name. */
export function unitsOf(patterns: readonly Pattern[], files: readonly RepoPath[]): Unit[] {
  const units = matching(patterns, files)
  const alike = new Set(units.filter(unit => units.some(other => other !== unit && other.name === unit.name)).map(({ pattern }) => pattern))
  return alike.size === 0 ? units : matching(patterns.map(pattern => alike.has(pattern) ? { ...pattern, name: pattern.path } : pattern), files)
}

function matching(patterns: readonly Pattern[], files: readonly RepoPath[]): Unit[] {
  const units = new Map<RepoPath, Unit>()
  for (const pattern of patterns) {
    for (const directory of foldersOf(files)) {
      const captured = units.has(directory) ? undefined : matched(pattern.path, directory)
      if (captured === undefined) continue
      const filled = (text: string) => text.replace(/<(\w+)>/g, (whole, word: string) => captured[word] ?? whole)
      units.set(directory, { directory, captured, pattern, name: filled(pattern.name ?? directory.split('/').at(-1)!), tags: pattern.tags.map(filled) })
    }
  }
  return [...units.values()]
}

/** The lines of a configuration for units and what is forbidden among them, each pattern and each set of edges once. */
export function takenOver(units: readonly Unit[], forbids: (from: Unit, to: Unit) => string | boolean, left: readonly string[]): TakenOver {
  const edges = new Map<string, { from: string[]; to: string[]; because?: string }>()
  const spoken = new Set<Unit>()
  for (const from of units) {
    const reasons = new Map<string, string[]>()
    for (const to of units) {
      const because = to !== from && !isInside(from, to) && !isInside(to, from) ? forbids(from, to) : false
      if (because === false) continue
      for (const one of [from, to]) spoken.add(one)
      const key = because === true ? '' : because
      reasons.set(key, [...reasons.get(key) ?? [], to.name])
    }
    for (const [because, to] of reasons) {
      const key = JSON.stringify([because, to])
      edges.set(key, { from: [...edges.get(key)?.from ?? [], from.name], to, ...(because !== '' && { because }) })
    }
  }
  return { services: servicesOf(units.filter(unit => spoken.has(unit))), edges: merged([...edges.values()], units).map(({ from, to, because }) => ({ from: oneOf(from), to: oneOf(to), ...(because !== undefined && { because }) })), left: [...left] }
}

/** Where each of some may not depend on any other of them, that is one line and not one for each. */
function merged(edges: { from: string[]; to: string[]; because?: string }[], units: readonly Unit[]): typeof edges {
  const names = units.map(({ name }) => name)
  const knots = new Map<string, typeof edges>()
  for (const edge of edges.filter(({ from }) => from.length === 1)) {
    const members = names.filter(name => edge.from.includes(name) || edge.to.includes(name))
    const key = JSON.stringify([edge.because, members])
    knots.set(key, [...knots.get(key) ?? [], edge])
  }
  const whole = [...knots].filter(([key, lines]) => lines.length === (JSON.parse(key) as [unknown, string[]])[1].length)
  const told = new Set(whole.flatMap(([, lines]) => lines))
  return [...whole.map(([key, [first]]) => {
    const members = (JSON.parse(key) as [unknown, string[]])[1]
    return { from: members, to: members, ...(first!.because !== undefined && { because: first!.because }) }
  }), ...edges.filter(edge => !told.has(edge))]
}

function servicesOf(units: readonly Unit[]): TakenOver['services'] {
  const lines = new Map<string, { name?: string; path: string }>()
  for (const { pattern: { path, name } } of units) lines.set(path, { ...(name !== undefined && { name }), path })
  return [...lines.values()]
}

function oneOf(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `{${names.join(',')}}`
}

function isInside(inner: Unit, outer: Unit): boolean {
  return outer.directory === '' || inner.directory.startsWith(`${outer.directory}/`)
}

function matched(path: string, directory: RepoPath): Record<string, string> | undefined {
  const [wanted, there] = [path.split('/'), directory.split('/')]
  if (wanted.length !== there.length) return undefined
  const captured: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const placeholder = /^(.*)<(\w+)>(.*)$/.exec(segment)
    const actual = there[index]!
    if (!placeholder) {
      if (segment !== actual) return undefined
      continue
    }
    const [, before, word, after] = placeholder as unknown as [string, string, string, string]
    if (!actual.startsWith(before) || !actual.endsWith(after) || actual.length <= before.length + after.length) return undefined
    captured[word] = actual.slice(before.length, actual.length - after.length)
  }
  return captured
}

/** Whether a text fits a pattern in which `*` stands for anything. */
export function fitsStars(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(text)
}

/** Every folder that has code in it or below it. */
export function foldersOf(files: readonly RepoPath[]): RepoPath[] {
  const folders = new Set<RepoPath>()
  for (const file of files) for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) folders.add(file.slice(0, end))
  return [...folders].sort()
}
