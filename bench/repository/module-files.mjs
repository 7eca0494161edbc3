import { FIELDS, camel, pascal } from './words.mjs'

/** The files of one module of a service: what a team writes for one noun. One file in eight calls out. */
export function moduleFiles(name, service, random) {
  const fields = random.some(FIELDS, random.between(6, 12))
  const context = { name, service, fields, random, type: pascal(name), variable: camel(name), actions: random.some(ACTIONS, random.between(4, 8)) }
  return {
    [`${name}.entity.ts`]: entity(context),
    [`${name}.dto.ts`]: dto(context),
    [`${name}.repository.ts`]: repository(context),
    [`${name}.service.ts`]: serviceFile(context),
    [`${name}.controller.ts`]: controller(context),
    [`${name}.events.ts`]: events(context),
    [`${name}.gateway.ts`]: gateway(context),
    'index.ts': `export * from './${name}.dto'\nexport * from './${name}.service'\nexport { ${context.type}Controller } from './${name}.controller'\nexport type { ${context.type}Event } from './${name}.events'\n`,
  }
}

const ACTIONS = ['approve', 'cancel', 'archive', 'restore', 'assign', 'split', 'merge', 'renew', 'suspend', 'resume', 'recalculate', 'export']
const COLUMNS = { string: 'varchar', number: 'integer', boolean: 'boolean', Date: 'timestamptz' }

const entity = ({ name, type, fields }) => `import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

@Entity({ name: '${name.replaceAll('-', '_')}' })
export class ${type}Entity {
  @PrimaryGeneratedColumn('uuid')
  id!: string

${fields.map(([field, kind], index) => `${index % 4 === 0 ? '  @Index()\n' : ''}  @Column({ type: '${COLUMNS[kind]}', nullable: ${index % 3 === 0} })\n  ${field}!: ${kind}\n`).join('\n')}}
`

const dto = ({ type, fields, actions }) => `import { z } from 'zod'

export const create${type}Schema = z.object({
${fields.map(([field, kind]) => `  ${field}: z.${kind === 'Date' ? 'coerce.date' : kind}()${kind === 'string' ? '.min(1).max(200)' : ''},`).join('\n')}
})

export const update${type}Schema = create${type}Schema.partial()

export type Create${type} = z.infer<typeof create${type}Schema>
export type Update${type} = z.infer<typeof update${type}Schema>

export interface ${type}View {
  id: string
${fields.map(([field, kind]) => `  ${field}: ${kind === 'Date' ? 'string' : kind} | null`).join('\n')}
}

${actions.map(action => `export interface ${pascal(action)}${type} {\n  id: string\n  reason?: string\n  requestedBy: string\n  at: string\n}\n`).join('\n')}
export interface ${type}Page {
  items: ${type}View[]
  next?: string
}
`

const repository = ({ name, type, variable, fields }) => `import type { DataSource, EntityManager, Repository } from 'typeorm'
import { ${type}Entity } from './${name}.entity'
import type { Create${type}, Update${type} } from './${name}.dto'

export class ${type}Repository {
  private readonly ${variable}s: Repository<${type}Entity>

  constructor(private readonly database: DataSource) {
    this.${variable}s = database.getRepository(${type}Entity)
  }

  async byId(id: string): Promise<${type}Entity | null> {
    return this.${variable}s.findOne({ where: { id } })
  }

  async page(after: string | undefined, limit: number): Promise<${type}Entity[]> {
    const query = this.${variable}s.createQueryBuilder('${variable}').orderBy('${variable}.id', 'ASC').limit(limit)
    if (after !== undefined) query.where('${variable}.id > :after', { after })
    return query.getMany()
  }

${fields.slice(0, 6).map(([field, kind]) => `  async by${pascal(field)}(${field}: ${kind}): Promise<${type}Entity[]> {
    return this.${variable}s.find({ where: { ${field} }, take: 100 })
  }
`).join('\n')}
  async create(input: Create${type}): Promise<${type}Entity> {
    return this.${variable}s.save(this.${variable}s.create(input))
  }

  async update(id: string, change: Update${type}): Promise<void> {
    await this.database.transaction(async (manager: EntityManager) => {
      const found = await manager.findOne(${type}Entity, { where: { id }, lock: { mode: 'pessimistic_write' } })
      if (found === null) throw new Error('${name} ' + id + ' is not there')
      await manager.save(Object.assign(found, change))
    })
  }
}
`

const serviceFile = ({ name, type, variable, fields, actions }) => `import type { Logger } from '../../telemetry'
import type { ${type}Entity } from './${name}.entity'
import type { ${type}Repository } from './${name}.repository'
import type { ${type}Events } from './${name}.events'
import type { ${type}Gateway } from './${name}.gateway'
import type { Create${type}, ${actions.map(action => `${pascal(action)}${type}`).join(', ')}, ${type}Page, ${type}View, Update${type} } from './${name}.dto'

export class ${type}Service {
  constructor(
    private readonly ${variable}s: ${type}Repository,
    private readonly events: ${type}Events,
    private readonly gateway: ${type}Gateway,
    private readonly log: Logger,
  ) {}

  async get(id: string): Promise<${type}View> {
    return this.view(await this.required(id))
  }

  async list(after: string | undefined, limit = 50): Promise<${type}Page> {
    const found = await this.${variable}s.page(after, Math.min(limit, 200))
    return { items: found.map(one => this.view(one)), next: found.length === limit ? found.at(-1)?.id : undefined }
  }

  async create(input: Create${type}): Promise<${type}View> {
    const created = await this.${variable}s.create(input)
    await this.events.publish({ kind: 'created', id: created.id, at: new Date().toISOString() })
    return this.view(created)
  }

  async update(id: string, change: Update${type}): Promise<${type}View> {
    await this.${variable}s.update(id, change)
    return this.get(id)
  }

${actions.map((action, index) => `  async ${action}(command: ${pascal(action)}${type}): Promise<${type}View> {
    const found = await this.required(command.id)
    this.log.info({ id: found.id, by: command.requestedBy }, '${action} ${name}')
    if (command.reason === undefined && ${index % 2 === 0}) throw new Error('a reason is required to ${action}')
    for (const step of ['check', 'apply', 'tell'] as const) {
      if (step === 'tell') await this.events.publish({ kind: '${action}', id: found.id, at: command.at })
      else this.log.debug({ step }, '${action}')
    }
    ${index === 0 ? `await this.gateway.notify(found.id, { action: '${action}', reason: command.reason })` : `await this.${variable}s.update(found.id, {})`}
    return this.get(found.id)
  }
`).join('\n')}
  private async required(id: string): Promise<${type}Entity> {
    const found = await this.${variable}s.byId(id)
    if (found === null) throw new Error('${name} ' + id + ' is not there')
    return found
  }

  private view(found: ${type}Entity): ${type}View {
    return {
      id: found.id,
${fields.map(([field, kind]) => `      ${field}: ${kind === 'Date' ? `found.${field}?.toISOString() ?? null` : `found.${field} ?? null`},`).join('\n')}
    }
  }
}
`

const controller = ({ name, type, actions }) => `import { type NextFunction, type Request, type Response, Router } from 'express'
import { create${type}Schema, update${type}Schema } from './${name}.dto'
import type { ${type}Service } from './${name}.service'

export class ${type}Controller {
  readonly router = Router()

  constructor(private readonly service: ${type}Service) {
    this.router.get('/${name}s', this.list)
    this.router.get('/${name}s/:id', this.get)
    this.router.post('/${name}s', this.create)
    this.router.patch('/${name}s/:id', this.update)
${actions.map(action => `    this.router.post('/${name}s/:id/${action}', this.${action})`).join('\n')}
  }

  private list = async (request: Request, response: Response, next: NextFunction) => {
    try {
      response.json(await this.service.list(request.query.after as string | undefined, Number(request.query.limit ?? 50)))
    } catch (error) {
      next(error)
    }
  }

  private get = async (request: Request, response: Response, next: NextFunction) => {
    try {
      response.json(await this.service.get(request.params.id!))
    } catch (error) {
      next(error)
    }
  }

  private create = async (request: Request, response: Response, next: NextFunction) => {
    try {
      response.status(201).json(await this.service.create(create${type}Schema.parse(request.body)))
    } catch (error) {
      next(error)
    }
  }

  private update = async (request: Request, response: Response, next: NextFunction) => {
    try {
      response.json(await this.service.update(request.params.id!, update${type}Schema.parse(request.body)))
    } catch (error) {
      next(error)
    }
  }
${actions.map(action => `
  private ${action} = async (request: Request, response: Response, next: NextFunction) => {
    try {
      const { reason, requestedBy } = request.body as { reason?: string; requestedBy: string }
      response.json(await this.service.${action}({ id: request.params.id!, reason, requestedBy, at: new Date().toISOString() }))
    } catch (error) {
      next(error)
    }
  }
`).join('')}}
`

const events = ({ name, type, actions }) => `import type { EventBus } from '../../events'

export type ${type}Event =
  | { kind: 'created'; id: string; at: string }
${actions.map(action => `  | { kind: '${action}'; id: string; at: string }`).join('\n')}

export class ${type}Events {
  constructor(private readonly bus: EventBus) {}

  async publish(event: ${type}Event): Promise<void> {
    await this.bus.publish('${name}.' + event.kind, event)
  }
}

export function describe(event: ${type}Event): string {
  switch (event.kind) {
    case 'created':
      return '${name} ' + event.id + ' was created'
${actions.map(action => `    case '${action}':\n      return '${action} of ${name} ' + event.id`).join('\n')}
  }
}
`

/** One gateway in three goes its own way; one in five of those forgets the limit. */
function gateway({ name, type, service, random }) {
  const own = random.once(3)
  const client = own
    ? `import axios from 'axios'\n\nconst client = axios.create({ baseURL: process.env.${service.toUpperCase()}_PARTNER_URL${random.once(5) ? '' : ', timeout: 2_000'} })\n`
    : `import { ${random.one(['partner', 'internal'])} as client } from '../../clients'\n`
  return `${client}
export interface ${type}Notice {
  action: string
  reason?: string
}

export class ${type}Gateway {
  async notify(id: string, notice: ${type}Notice): Promise<void> {
    await client.post('/${name}s/' + encodeURIComponent(id) + '/notices', notice)
  }

  async lookup(reference: string): Promise<unknown> {
    const { data } = await client.get('/${name}s', { params: { reference } })
    return data
  }

  async remove(id: string): Promise<void> {
    await client.delete('/${name}s/' + encodeURIComponent(id))
  }
}
`
}
