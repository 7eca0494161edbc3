import { SERVICES, camel, pascal } from './words.mjs'

/** What a service has once, around its modules. */
export function serviceFiles(service, modules, random) {
  const neighbour = random.one(SERVICES.filter(other => other !== service))
  return {
    'package.json': JSON.stringify({
      name: `@shop/${service}`, private: true, main: 'src/index.ts', scripts: { start: 'node dist/main.js' },
      dependencies: { axios: '^1.7.0', express: '^5.0.0', pino: '^9.0.0', typeorm: '^0.3.20', zod: '^3.23.0', [`@shop/${neighbour}`]: '*' },
    }, null, 2),
    'tsconfig.json': JSON.stringify({ extends: '../../tsconfig.json', include: ['src'] }, null, 2),
    Dockerfile: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "dist/main.js"]\n',
    'src/main.ts': main,
    'src/index.ts': modules.map(name => `export * from './modules/${name}'`).join('\n') + '\n',
    'src/app.ts': app(modules),
    'src/database.ts': database(modules),
    'src/telemetry/index.ts': "export { log } from './log'\nexport type { Logger } from './log'\n",
    'src/telemetry/log.ts': "import pino from 'pino'\n\nexport const log = pino({ name: process.env.SERVICE })\nexport type Logger = typeof log\n",
    'src/events/index.ts': "export { EventBus } from './bus'\n",
    'src/events/bus.ts': 'export class EventBus {\n  private readonly sent: { topic: string; body: unknown }[] = []\n\n  async publish(topic: string, body: unknown): Promise<void> {\n    this.sent.push({ topic, body })\n  }\n}\n',
    'src/clients/index.ts': "export * from './http'\nexport { readNeighbour } from './neighbour'\n",
    'src/clients/http.ts': clients(random),
    'src/clients/neighbour.ts': neighbourClient(neighbour),
  }
}

/** What the repository has once. */
export function rootFiles() {
  return {
    'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['services/*'] }, null, 2),
    'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'ES2022', module: 'CommonJS', strict: true, experimentalDecorators: true, emitDecoratorMetadata: true } }, null, 2),
    '.github/CODEOWNERS': SERVICES.map(service => `/services/${service}/ @shop/${service}-team`).join('\n') + '\n',
  }
}

const main = `import { createServer } from 'node:http'
import { app } from './app'
import { database } from './database'
import { log } from './telemetry'

async function start() {
  await database.initialize()
  const server = createServer(app())
  server.requestTimeout = 30_000
  server.listen(Number(process.env.PORT ?? 3000), () => log.info('listening'))
  process.on('SIGTERM', () => server.close(() => process.exit(0)))
}

void start()
`

const app = modules => `import express from 'express'
import { database } from './database'
import { EventBus } from './events'
import { log } from './telemetry'
${modules.map(name => `import { ${pascal(name)}Controller } from './modules/${name}/${name}.controller'
import { ${pascal(name)}Events } from './modules/${name}/${name}.events'
import { ${pascal(name)}Gateway } from './modules/${name}/${name}.gateway'
import { ${pascal(name)}Repository } from './modules/${name}/${name}.repository'
import { ${pascal(name)}Service } from './modules/${name}/${name}.service'`).join('\n')}

export function app() {
  const bus = new EventBus()
  const server = express()
  server.use(express.json())
  server.get('/health', (_request, response) => { response.json({ up: true }) })
${modules.map(name => `  const ${camel(name)} = new ${pascal(name)}Service(new ${pascal(name)}Repository(database), new ${pascal(name)}Events(bus), new ${pascal(name)}Gateway(), log)
  server.use(new ${pascal(name)}Controller(${camel(name)}).router)`).join('\n')}
  return server
}
`

const database = modules => `import { DataSource } from 'typeorm'
${modules.map(name => `import { ${pascal(name)}Entity } from './modules/${name}/${name}.entity'`).join('\n')}

export const database = new DataSource({
  type: 'postgres',
  url: process.env.DATABASE_URL,
  entities: [
${modules.map(name => `    ${pascal(name)}Entity,`).join('\n')}
  ],
})
`

const clients = random => `import axios from 'axios'

export const partner = axios.create({ baseURL: process.env.PARTNER_URL, timeout: 5_000 })
export const internal = axios.create({ baseURL: process.env.INTERNAL_URL${random.once(4) ? '' : ', timeout: 1_500'} })

internal.interceptors.request.use(config => {
  config.headers.set('x-correlation-id', crypto.randomUUID())
  return config
})
`

const neighbourClient = neighbour => `import type * as contract from '@shop/${neighbour}'
import { internal } from './http'

export type Neighbour = typeof contract

export async function readNeighbour(path: string): Promise<unknown> {
  const { data } = await internal.get('/${neighbour}/' + path)
  return data
}
`
