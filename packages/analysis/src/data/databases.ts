import type { Environment, RepoPath } from '@bulkhead/workspace'
import type { Setting } from './settings.js'

/** What code says of the database that it connects to. */
export interface Connection {
  /** The call that makes it, or the schema file that names it. */
  at: string
  /** The file of that. */
  file: RepoPath
  parts: { address?: Setting; host?: Setting; port?: Setting; name?: Setting }
}

/** A connection as one program has it: whoever takes it from another service means that one's database. */
export interface Opened {
  connection: Connection
  /** The folder of the program. */
  program: RepoPath
}

/** Whether two connections reach one database. `apart`: they are told by different variables of the environment, and nothing says what those hold. */
export type Likeness = 'same' | 'different' | 'apart' | 'unknown'

/** Stands around the name of a variable of which nothing says what it holds. */
const OPEN = '\0'

/** The same settings, wherever they are written. */
export function placeKey({ parts }: Connection): string {
  return JSON.stringify(parts)
}

/** Compares two connections, as they are where nothing is set and in each environment of which the repository has files. What is told apart anywhere is not the same. */
export function likeness(a: Opened, b: Opened, environmentsOf: (program: RepoPath) => readonly Environment[]): Likeness {
  const isOneProgram = a.program === b.program
  if (isOneProgram && a.connection.at === b.connection.at) return 'same'
  const [ofA, ofB] = [environmentsOf(a.program), environmentsOf(b.program)]
  const isGiven = (all: readonly Environment[], name: string): boolean => all.length === 0 || all.some(one => one.name === name)
  const names = [...new Set([...ofA, ...ofB].map(({ name }) => name))].filter(name => isGiven(ofA, name) && isGiven(ofB, name))
  const valuesIn = (all: readonly Environment[], name: string | undefined): ReadonlyMap<string, string> => new Map(all.filter(one => one.name === name).flatMap(({ values }) => [...values]))
  const found = [undefined, ...names].map(name => compared(databaseOf(a.connection, valuesIn(ofA, name)), databaseOf(b.connection, valuesIn(ofB, name)), isOneProgram))
  return (['different', 'same', 'apart'] as const).find(one => found.includes(one)) ?? 'unknown'
}

/** How the database is called, where that is written down. */
export function calledIn({ connection, program }: Opened, environmentsOf: (program: RepoPath) => readonly Environment[]): string | undefined {
  const names = [new Map<string, string>(), ...environmentsOf(program).map(({ values }) => values)].map(values => databaseOf(connection, values).name)
  return names.find(name => name !== undefined && !name.includes(OPEN))
}

/** A database that has one name for everybody: a host that means the same on every machine, and its name there. */
export interface Address {
  /** The file for environments that says so; absent where that is what holds where nothing is set. */
  environment?: string
  host: string
  port?: string
  name: string
}

/** Where a connection leads, as far as that is written down and means the same in every repository. Nobody's user or password is in it. */
export function addressesOf({ connection, program }: Opened, environmentsOf: (program: RepoPath) => readonly Environment[]): Address[] {
  return [undefined, ...environmentsOf(program)].flatMap((environment): Address[] => {
    const { host, port, name } = databaseOf(connection, environment?.values ?? new Map<string, string>())
    if (host === undefined || name === undefined || !isForEverybody(host) || !NAME.test(name) || port !== undefined && !/^\d{1,5}$/.test(port)) return []
    return [{ ...(environment && { environment: environment.name }), host: host.toLowerCase(), ...(port !== undefined && !USUAL_PORTS.has(port) && { port }), name }]
  })
}

const HOST = /^[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z][a-z\d-]*$/i
const NAME = /^[\w$-]+$/

/** Names that every machine, network of containers or cluster has for itself, and those that stand in examples. */
const HERE = /(?:^|\.)(?:localhost|localdomain|local|test|invalid|example|example\.(?:com|net|org)|docker\.internal|svc)$|^127\.|\.svc\./i

/** Left out of an address as often as written. */
const USUAL_PORTS = new Set(['5432', '3306', '27017', '1433'])

/** A name without a dot is that of a service beside the program, and an address of numbers one of many networks. */
function isForEverybody(host: string): boolean {
  return HOST.test(host) && !HERE.test(host)
}

interface DatabaseName {
  host?: string
  port?: string
  name?: string
}

function databaseOf({ parts: { address, host, port, name } }: Connection, values: ReadonlyMap<string, string>): DatabaseName {
  const said = address === undefined ? {} : partsOfAddress(textOf(address, values))
  const own = (setting: Setting | undefined): string | undefined => setting === undefined ? undefined : textOf(setting, values)
  return { host: own(host) ?? said.host, port: own(port) ?? said.port, name: withoutFile(own(name)) ?? said.name }
}

function withoutFile(name: string | undefined): string | undefined {
  return name !== undefined && !name.includes(OPEN) && /[/.:]/.test(name) ? undefined : name
}

const ADDRESS = /^[\w+.-]+:\/\/(?:[^/@]*@)?([^/?:]*)(?::([^/?]*))?(?:\/([^?]*))?/

/** An address that nobody knows is a name as a whole; that of a file says nothing, because a path is another one in each folder. */
function partsOfAddress(address: string): DatabaseName {
  const [all, host, port, name] = ADDRESS.exec(address) ?? []
  if (all === undefined) return address.startsWith(OPEN) ? { name: address } : {}
  return { ...(host && { host }), ...(port && { port }), ...(name && { name }) }
}

function textOf(setting: Setting, values: ReadonlyMap<string, string>): string {
  if (typeof setting === 'string') return setting
  if (Array.isArray(setting)) return setting.map(one => textOf(one, values)).join('')
  const { env, otherwise } = setting
  return values.get(env) ?? (otherwise === undefined ? `${OPEN}${env}${OPEN}` : textOf(otherwise, values))
}

function compared(a: DatabaseName, b: DatabaseName, isOneProgram: boolean): Likeness {
  const name = comparedTexts(a.name, b.name, isOneProgram)
  const host = isLocal(a.host) !== isLocal(b.host) ? 'unknown' : comparedTexts(a.host, b.host, isOneProgram)
  const port = host === 'same' || host === 'absent' ? comparedTexts(a.port, b.port, isOneProgram) : 'absent'
  const all = [name, host, port]
  if (all.includes('different')) return 'different'
  if (all.includes('apart')) return 'apart'
  return name === 'same' && (host === 'same' || host === 'absent') ? 'same' : 'unknown'
}

function comparedTexts(a: string | undefined, b: string | undefined, isOneProgram: boolean): Likeness | 'absent' {
  if (a === undefined && b === undefined) return 'absent'
  if (a === undefined || b === undefined || a === '' || b === '') return 'unknown'
  const isOpen = [a, b].some(text => text.includes(OPEN) || text.includes('${'))
  if (a === b) return isOpen && !isOneProgram && a.includes(OPEN) ? 'unknown' : 'same'
  return isOpen ? 'apart' : 'different'
}

/** The same machine has one name from within a network of containers, and another from outside. */
function isLocal(host: string | undefined): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === 'host.docker.internal'
}
