import type { RepoPath } from '@bulkhead/workspace'
import { at, exportedData, inWords, listed, parsed, texts, type Data } from './data.js'
import { takenOver, unitsOf, type Pattern, type TakenOver, type Unit } from './units.js'

interface Rule {
  name: string
  from: string[]
  to: string[]
  /** Folders that are meant by neither. */
  except: { from: string[]; to: string[] }
}

const WHY: Record<string, string> = {
  circular: 'no-service-cycle looks for loops between services',
  orphan: 'nothing here asks for files that nobody imports',
  couldNotResolve: 'what cannot be resolved is listed as not judged',
  dependencyTypes: 'packages and the kinds of dependencies belong to no service',
  dependencyTypesNot: 'packages and the kinds of dependencies belong to no service',
  moreThanOneDependencyType: 'packages belong to no service',
  license: 'licences are not looked at',
  reachable: 'a service depends on what it imports, and not on what that imports',
  numberOfDependentsLessThan: 'nothing here counts dependents',
  numberOfDependentsMoreThan: 'nothing here counts dependents',
}

/** Words in which a rule is about folders and nothing else. */
const OF_FOLDERS = new Set(['path', 'pathNot'])

/** What the forbidden rules of dependency-cruiser say of folders, as far as their expressions stand for folders alone. */
export function fromDependencyCruiser(text: string, file: string, files: readonly RepoPath[]): TakenOver {
  const config = exportedData(parsed(text, file))
  const left: string[] = []
  const rules = listed(at(config, 'forbidden')).flatMap(rule => ruleIn(rule, left))
  for (const key of ['allowed', 'required', 'extends']) if (at(config, key) !== undefined) left.push(`${key}: ${inWords(at(config, key))}`)
  const paths = [...new Set(rules.flatMap(({ from, to }) => [...from, ...to]))]
  // What is named in full comes before what a placeholder stands for.
  const patterns = paths.toSorted((a, b) => Number(a.includes('<')) - Number(b.includes('<'))).map((path): Pattern => ({ path, tags: [] }))
  const isIn = (unit: Unit, folders: readonly string[]) => folders.some(folder => stands(folder, unit.directory))
  const forbids = (from: Unit, to: Unit) => rules.find(rule => isIn(from, rule.from) && isIn(to, rule.to) && !isIn(from, rule.except.from) && !isIn(to, rule.except.to))?.name ?? false
  return takenOver(unitsOf(patterns, files), forbids, left)
}

function ruleIn(rule: Data, left: string[]): Rule[] {
  const named = at(rule, 'name')
  const name = typeof named === 'string' ? named : 'a rule without a name'
  if (at(rule, 'severity') === 'ignore') return []
  const odd = [at(rule, 'from'), at(rule, 'to')].flatMap(side => Object.keys(side ?? {})).find(key => !OF_FOLDERS.has(key) && !(key === 'dependencyTypesNot' && isAboutTypes(rule)))
  if (odd !== undefined) {
    left.push(`${name}: ${WHY[odd] ?? `there is no word for \`${odd}\``}.`)
    return []
  }
  const [from, to, notFrom, notTo] = [at(at(rule, 'from'), 'path'), at(at(rule, 'to'), 'path'), at(at(rule, 'from'), 'pathNot'), at(at(rule, 'to'), 'pathNot')].map(foldersIn)
  // `$1` is the importer's own folder, of which no rule has to speak.
  if (from === undefined || to === undefined || notFrom === undefined || notTo === undefined || from.length === 0 || to.length === 0) {
    left.push(`${name}: its expressions stand for more or less than folders: ${inWords([at(rule, 'from'), at(rule, 'to')])}`)
    return []
  }
  return [{ name, from, to, except: { from: notFrom, to: notTo.filter(folder => !folder.includes('$')) } }]
}

/** Types alone are free here too. */
function isAboutTypes(rule: Data): boolean {
  return texts(at(at(rule, 'to'), 'dependencyTypesNot')).every(type => ['type-only', 'type-import', 'pre-compilation-only'].includes(type))
}

/** The folders that expressions stand for, with a placeholder for what may be any name; undefined where one stands for anything else. */
function foldersIn(expressions: Data): string[] | undefined {
  const all = listed(expressions).map(expression => typeof expression === 'string' ? foldersOfOne(expression) : undefined)
  return all.every(one => one !== undefined) ? all.flat() : undefined
}

function foldersOfOne(expression: string): string[] | undefined {
  const parts = alternatives(expression)
  const folders = parts.map(part => {
    const path = part
      .replace(/^\^/, '')
      .replace(/(?:\/(?:\.[*+]|\(\.[*+]\))?|\(\?:\/\|\$\)|\(\/\|\$\)|\/\?|\/\.[*+]\$)$/, '')
      .replace(/\(?\[\^\/\]\+\)?/g, '<name>')
      .replace(/\[([.-])\]|\\([./-])/g, (_, set: string | undefined, escaped: string | undefined) => set ?? escaped ?? '')
    const ends = /(?:\/|\|\$\)|\.[*+]\)?\$?)$/.test(part) || !/\.\w+\$?$/.test(part)
    return part.startsWith('^') && ends && /^(?:[\w@.-]|<name>|\/|\$\d)+$/.test(path) ? path : undefined
  })
  return folders.every(folder => folder !== undefined) ? folders : undefined
}

/** An expression without groups of alternatives: `^src/(a|b)/` is two. */
function alternatives(expression: string): string[] {
  const group = /\((?:\?:)?((?:[\w@./-]|\\.)+(?:\|(?:[\w@./-]|\\.)+)+)\)/.exec(expression)
  if (group) return group[1]!.split('|').flatMap(one => alternatives(expression.replace(group[0], one)))
  return /^[^()]*\|[^()]*$/.test(expression) ? expression.split('|') : [expression]
}

function stands(folder: string, directory: RepoPath): boolean {
  return new RegExp(`^${folder.split('<name>').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('[^/]+')}(?:/|$)`).test(directory)
}
