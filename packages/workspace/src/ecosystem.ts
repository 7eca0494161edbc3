import { readFileSync } from 'node:fs'

/** What package names, commands and file names say about the code beside them. */
export interface Ecosystem {
  serverFrameworks: ReadonlySet<string>
  /** Those of them that answer HTTP requests of others. */
  httpFrameworks: ReadonlySet<string>
  /** What programs are built with that people type commands to. */
  commandLines: ReadonlySet<string>
  /** Databases, queues and other things that only code on a server talks to. */
  serverLibraries: ReadonlySet<string>
  /** Frameworks whose applications hold code for the server and for the browser. */
  fullStackFrameworks: ReadonlySet<string>
  browserFrameworks: ReadonlySet<string>
  browserBundlers: ReadonlySet<string>
  /** Functions that only a component in a browser calls, by the module they come from. */
  browserHooks: ReadonlyMap<string, readonly string[]>
  /** Modules that no file on a server imports. */
  browserModules: ReadonlySet<string>
  /** Exports that a full-stack framework runs on the server. */
  routeExports: readonly string[]
  /** Tools that generate a client from a schema, and the library whose code that client is. */
  generatedClients: { schema: string; providers: string[]; library: string }[]
  /** Folders into which a framework writes the tsconfig that others extend, and the aliases that stand in it, seen from the folder above. */
  generatedTsconfigs: { folder: string; paths: Record<string, string[]> }[]
  /** Modules that only a file imports which a runner of tests or evaluations runs. */
  testRunners: ReadonlySet<string>
  /** Modules that ask a person who sits at a terminal. */
  terminalQuestions: ReadonlySet<string>
  /** Beginnings of commands that run a program, and of those that build, watch or delegate. */
  serverCommands: RegExp
  otherCommands: RegExp
  /** What a program that waits for requests says. */
  listens: RegExp
  /** Names of a tool's configuration, as `vite.config.ts`. */
  toolConfiguration: RegExp
  /** Folders that serve the parts of a program and are no part of the business themselves. */
  technicalFolder: RegExp
  /** Names of files that declare a database's schema or connection. */
  schemas: ReadonlySet<string>
}

/** The table as it is written. */
interface Table extends Record<ListName, string[]> {
  browserHooks: { module: string; names: string[] }[]
  generatedClients: Ecosystem['generatedClients']
  generatedTsconfigs: Ecosystem['generatedTsconfigs']
}
type ListName =
  | 'serverFrameworks' | 'httpFrameworks' | 'commandLines' | 'serverLibraries' | 'fullStackFrameworks' | 'browserFrameworks' | 'browserBundlers' | 'browserModules' | 'routeExports'
  | 'serverCommands' | 'otherCommands' | 'listens' | 'schemas' | 'testRunners' | 'terminalQuestions' | 'tools' | 'technicalFolders'

/** Reads the table that ships with this package. */
export function loadEcosystem(): Ecosystem {
  const table = JSON.parse(readFileSync(new URL('../ecosystem.json', import.meta.url), 'utf8')) as Table
  const set = (key: ListName) => new Set(table[key])
  const command = (key: ListName) => new RegExp(`(^|[\\s&|;/])(${table[key].join('|')})(\\s|$)`)
  return {
    serverFrameworks: set('serverFrameworks'),
    httpFrameworks: set('httpFrameworks'),
    commandLines: set('commandLines'),
    serverLibraries: set('serverLibraries'),
    fullStackFrameworks: set('fullStackFrameworks'),
    browserFrameworks: set('browserFrameworks'),
    browserBundlers: set('browserBundlers'),
    browserHooks: new Map(table.browserHooks.map(({ module, names }) => [module, names])),
    browserModules: set('browserModules'),
    routeExports: table.routeExports,
    generatedClients: table.generatedClients,
    generatedTsconfigs: table.generatedTsconfigs,
    testRunners: set('testRunners'),
    terminalQuestions: set('terminalQuestions'),
    serverCommands: command('serverCommands'),
    otherCommands: command('otherCommands'),
    listens: new RegExp(table.listens.join('|'), 'm'),
    toolConfiguration: new RegExp(`^(${table.tools.join('|')})\\.([\\w-]+\\.)*(config|conf|workspace)\\.([\\w-]+\\.)*[mc]?[jt]sx?$`, 'i'),
    technicalFolder: new RegExp(`^(${table.technicalFolders.join('|')})$`, 'i'),
    schemas: set('schemas'),
  }
}
