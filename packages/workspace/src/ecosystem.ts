import { readFileSync } from 'node:fs'

/** What package names say about the code that depends on them. */
export interface Ecosystem {
  serverFrameworks: ReadonlySet<string>
  /** Databases, queues and other things that only code on a server talks to. */
  serverLibraries: ReadonlySet<string>
  /** Frameworks whose applications hold code for the server and for the browser. */
  fullStackFrameworks: ReadonlySet<string>
  browserFrameworks: ReadonlySet<string>
  browserBundlers: ReadonlySet<string>
  /** Functions that only a component in a browser calls, and the modules they come from. */
  browserHooks: { modules: string[]; names: string[] }
  /** Modules that put things on a page. */
  browserModules: readonly string[]
  testRunners: ReadonlySet<string>
  /** Exports that a full-stack framework runs on the server. */
  routeExports: readonly string[]
  /** Tools that generate a client from a schema, and the library whose code that client is. */
  generatedClients: { schema: string; providers: string[]; library: string }[]
}

/** Reads the table that ships with this package. */
export function loadEcosystem(): Ecosystem {
  const table = JSON.parse(readFileSync(new URL('../ecosystem.json', import.meta.url), 'utf8'))
  const set = (key: string) => new Set<string>(table[key])
  return {
    ...table,
    serverFrameworks: set('serverFrameworks'),
    serverLibraries: set('serverLibraries'),
    fullStackFrameworks: set('fullStackFrameworks'),
    browserFrameworks: set('browserFrameworks'),
    browserBundlers: set('browserBundlers'),
    testRunners: set('testRunners'),
  }
}
