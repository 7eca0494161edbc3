import type { Spot } from '@bulkhead/checker'
import type { Engine } from '../engine.js'

/** A framework that code of a service imports. */
export interface Framework {
  name: string
  version?: string
  service?: string
  at: Spot[]
}

/** A Node.js that a file asks for. */
export interface Runtime {
  /** As it is written: `20-alpine`, `>=18`. */
  written: string
  major: number
  service?: string
  at: Spot
}

/** The frameworks and the runtimes in use. */
export interface Stack {
  frameworks: Framework[]
  runtimes: Runtime[]
}

const FRAMEWORKS = ['@nestjs/core', 'express', 'fastify', 'koa', '@hapi/hapi', 'hono', 'next', '@trpc/server', '@apollo/server', 'graphql-yoga', 'restify', 'moleculer', '@adonisjs/core', '@loopback/core', 'elysia', 'nitropack', '@feathersjs/feathers', 'serverless-http', '@vendia/serverless-express']

/** When each line of Node.js ends: the schedule of its release group, https://github.com/nodejs/Release (schedule.json). */
const ENDS: Readonly<Record<number, string>> = { 4: '2018-04-30', 6: '2019-04-30', 8: '2019-12-31', 10: '2021-04-30', 12: '2022-04-30', 14: '2023-04-30', 16: '2023-09-11', 18: '2025-04-30', 20: '2026-04-30', 22: '2027-04-30', 24: '2028-04-30', 26: '2029-04-30' }

/** The last day on which that line is mended; undefined where the schedule here does not say. */
export function endOf(major: number): string | undefined {
  return ENDS[major]
}

/** What begins with an old line may well be run with a new one. */
export const isRange = (written: string): boolean => /^\s*[>^~]|\|\||\s-\s/.test(written)

/** Looks for frameworks in the imports of code that runs on a server, and for runtimes where they are chosen. */
export function stackOf({ workspace, importing }: Engine): Stack {
  const frameworks = new Map<string, Framework>()
  for (const { package: name, file, line } of importing(FRAMEWORKS)) {
    const service = workspace.serviceOf(file)?.name
    const key = JSON.stringify([name, service])
    const known = frameworks.get(key)
    const version = workspace.versionOf(name, file)
    if (known) known.at.push({ file, line })
    else frameworks.set(key, { name, at: [{ file, line }], ...(version !== undefined && { version }), ...(service !== undefined && { service }) })
  }
  return { frameworks: [...frameworks.values()], runtimes: runtimesIn(workspace) }
}

function runtimesIn(workspace: Engine['workspace']): Runtime[] {
  const places: [ending: string, pattern: RegExp][] = [
    ['Dockerfile', /^\s*FROM\s+(?:--\S+\s+)*(?:[\w.-]+(?::\d+)?\/)*node:(\S+)/gim], ['.nvmrc', /^\s*(v?\d\S*)/g], ['.node-version', /^\s*(v?\d\S*)/g],
    ['package.json', /"engines"\s*:\s*\{[^}]*?"node"\s*:\s*"([^"]+)"/g],
  ]
  return places.flatMap(([ending, pattern]) => workspace.filesEnding(ending).flatMap((file): Runtime[] => {
    // What is built for a browser runs on no Node.js, whatever builds it.
    const beside = `${file.replace(/[^/]+$/, '')}beside.ts`
    const text = workspace.scopeOf(beside) === 'test' || workspace.packageFolder(file) !== '' && workspace.scopeOf(beside) === 'browser' ? '' : workspace.read(file) ?? ''
    return [...text.matchAll(pattern)].flatMap(match => {
      const written = match[1]!
      const major = Number(/\d+/.exec(written)?.[0])
      const service = workspace.serviceOf(file)?.name
      // What belongs to no service speaks of all of them, unless it is of a package of its own.
      if (service === undefined && workspace.packageFolder(file) !== '') return []
      const at = match.index + match[0].lastIndexOf(written)
      return Number.isNaN(major) ? [] : [{ written, major, at: { file, line: text.slice(0, at).split('\n').length }, ...(service !== undefined && { service }) }]
    })
  }))
}
