import { isStatement, readSql, type TypeRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Library } from '../libraries/library.js'
import type { Understood } from '../libraries/understanding.js'
import type { Project } from '../project.js'
import { leadingTo, mentionOf } from '../reach/relevance.js'
import type { AccessPath, Located, Meaning, Site } from '../values/meaning.js'
import { aliasesIn, NONE } from './aliases.js'
import { Connections, connectionThrough } from './connections.js'
import type { Connection } from './databases.js'
import { Definitions, qualified } from './definitions.js'
import { Migrations, SQL } from './migrations.js'
import type { Reached } from './reach.js'
import { groupFor, modelNamed, schemaGroups, type SchemaGroup, type SchemaSource } from './schemas.js'
import { sqlAt } from './sql.js'
import type { Table, TableDefinition } from './table.js'
import { Wrappers } from './wrappers.js'

type Answer = Pick<Reached, 'table' | 'why' | 'open' | 'onlyChanges'> & Partial<Pick<Reached, 'kind'>>

/** What the repository says of tables: their definitions, by value and by name. */
export class Data {
  readonly definitions: Definitions
  readonly wrappers: Wrappers
  readonly connections: Connections
  readonly migrations: Migrations
  private readonly tables = new Map<string, Table>()
  private readonly groups = new Map<Library, SchemaGroup[]>()
  private readonly aliased = new Map<string, ReadonlySet<string>>()
  private named: TableDefinition[] | undefined

  constructor(readonly project: Project, readonly schemas: SchemaSource) {
    this.definitions = new Definitions(project, (name, library, file) => this.nearest(this.all().filter(one => one.library === library && one.name === name), file))
    this.wrappers = new Wrappers(this)
    this.migrations = new Migrations(schemas)
    this.connections = new Connections(project, file => schemas.programOf(file), file => schemas.serviceOf(file) === undefined)
  }

  /** One table for one definition. */
  table(definition: TableDefinition): Table {
    const { file, place } = definition
    return this.once(`${file}:${place.line}:${place.column}`, { name: definition.table, definition })
  }

  /** All that the repository defines, in the order of its files. */
  all(): TableDefinition[] {
    return (this.named ??= [...this.inCode(), ...this.project.understanding.libraries.all.flatMap(library => this.groupsOf(library).flatMap(group => [...group.models.values()]))])
  }

  groupsOf(library: Library): SchemaGroup[] {
    let known = this.groups.get(library)
    if (!known) this.groups.set(library, (known = schemaGroups(this.schemas, library)))
    return known
  }

  /** How code of a file that reaches a table connects to its database: by the client that leads there, by the schema file, or by the only client of its program. */
  connectionOf(understood: Understood, file: RepoPath, table: Table | undefined): Connection | undefined {
    const { library } = understood
    const through = connectionThrough(this.project, understood.path, file)
    const described = table?.definition && this.groupsOf(library).find(({ files }) => files.includes(table.definition!.file))
    const address = described?.address && ('env' in described.address ? described.address : described.address.text)
    if (through) return { ...through, parts: { ...through.parts, address: through.parts.address ?? address } }
    return address === undefined ? this.connections.usual(library.model.library, file) : { at: described!.files[0]!, file: described!.files[0]!, parts: { address } }
  }

  /** The table of a model that a schema file describes. */
  modelNamed(library: Library, name: string, understood: Understood, site: Site): Answer {
    const groups = this.groupsOf(library)
    if (groups.length === 0) return { why: 'the schema that describes it is not in the repository' }
    const group = groupFor(this.schemas, groups, this.specifiersOf(understood, site), site.file, name)
    const found = group && modelNamed(group, name)
    return found ? { table: this.table(found) } : { why: group ? `the schema knows no model ${name}` : 'several schemas describe one of that name' }
  }

  /** The table of a name that a library's own definitions give it. */
  definitionCalled(name: string, { library }: Understood, site: Site): Answer {
    const found = this.nearest(this.all().filter(one => one.library === library.model.library && (one.name === name || one.table === name)), site.file)
    return found ? { table: this.table(found) } : { why: `nothing defines ${name}` }
  }

  /** The table of a name in the database: what defines it may be written for another library. */
  tableCalled(name: string, understood: Understood, site: Site): Table {
    const { model } = understood.library
    const named = this.all().filter(one => one.table === qualified(name, undefined))
    // The same name elsewhere may be a table of another database.
    const packages = new Set([site.file, ...madeIn(understood)].map(file => this.schemas.packageFolder(file)))
    const near = distinct(named.filter(one => packages.has(this.schemas.packageFolder(one.file)) || model.schemas !== undefined && one.library === model.library))
    const described = near.length < 2 ? near[0] : this.nearest(near, site.file)
    // What a migration makes is asked where nothing else describes the table: beside a schema it only repeats that.
    const found = described ?? (near.length > 0 ? undefined : this.migrations.definitions.find(one => one.table === qualified(name, undefined) && packages.has(this.schemas.packageFolder(one.file))))
    return found ? this.table(found) : this.once(`${this.schemas.packageFolder(site.file)}\0${name}`, { name })
  }

  /** The table that a migration is about: what describes it in its package, else the migration that makes it. */
  migrated(change: TableDefinition): Table | undefined {
    const folder = this.schemas.packageFolder(change.file)
    const near = distinct([...this.all(), ...this.migrations.definitions].filter(one => one.table === change.table && this.schemas.packageFolder(one.file) === folder))
    const [described, ...others] = near.filter(({ library }) => library !== SQL)
    if (others.length > 0) return undefined
    const found = described ?? near[0]
    return found && this.table(found)
  }

  /** The names that queries of a file give to parts of their own: no table is meant by them. */
  aliases({ aliases }: Library, file: RepoPath): ReadonlySet<string> {
    if (aliases.size === 0) return NONE
    const key = `${file}\0${[...aliases.keys()].join()}`
    let known = this.aliased.get(key)
    if (!known) this.aliased.set(key, (known = aliasesIn(this.project, file, aliases)))
    return known
  }

  inSql(at: Located, understood: Understood, site: Site): Answer[] {
    const text = sqlAt(this.project, at, meaning => {
      const found = this.definitions.of(meaning)
      return found && 'table' in found ? quoted(found.table) : undefined
    })
    if (text === undefined) {
      const meaning = this.project.tracer.meaning(at)
      return [meaning.is === 'parameter' ? { why: 'a caller gives the SQL', open: true } : { why: 'the SQL is made at run time' }]
    }
    const uses = readSql(text) ?? (INNER_QUERY.test(text) ? readSql(`select ${text}`) : undefined)
    // A piece of a statement that is put together elsewhere reaches nothing by itself.
    if (!uses && !isStatement(text) && !text.trimStart().startsWith('$')) return []
    if (!uses) return [{ why: 'the SQL cannot be read' }]
    const aliases = this.aliases(understood.library, site.file)
    return uses.filter(({ table, schema }) => schema !== undefined || !aliases.has(table)).map(({ kind, onlyChanges, table, schema }) => ({ kind, ...(onlyChanges && { onlyChanges }), table: this.tableCalled(qualified(table, schema), understood, site) }))
  }

  typeMeaning(file: RepoPath, type: TypeRef): Meaning {
    return this.project.tracer.typed(file, type)
  }

  /** What a list or a dictionary holds, of which only the type is known. */
  elementOf(of: Meaning & { is: 'shape' }): Meaning {
    return this.project.tracer.member(of, '0')
  }

  /** Of several definitions of one name, the only one, or the only one in the same package. */
  private nearest(found: TableDefinition[], file: RepoPath): TableDefinition | undefined {
    const different = distinct(found)
    if (different.length < 2) return different[0]
    const folder = this.schemas.packageFolder(file)
    const own = different.filter(one => this.schemas.packageFolder(one.file) === folder)
    return own.length === 1 ? own[0] : undefined
  }

  private inCode(): TableDefinition[] {
    const { program, understanding: { libraries } } = this.project
    const describing = libraries.all.filter(({ definitions }) => definitions.some(({ table }) => table))
    if (describing.length === 0) return []
    const sending = this.project.meeting()
    const naming = (some: Library[]): RepoPath[] => {
      const mentions = mentionOf(some)
      return some.length === 0 ? [] : sending.filter(file => program.says(file, mentions))
    }
    // A class may extend one of the repository that extends the library's; a decorator and a call name the library themselves.
    const extended = leadingTo(program, sending, naming(describing.filter(({ definitions }) => definitions.some(one => one.table && one.extends))))
    const files = new Set([...naming(describing), ...extended])
    return sending.filter(file => files.has(file)).flatMap(file => this.definedIn(file))
  }

  /** The tables that a file's classes and calls describe. */
  definedIn(file: RepoPath): TableDefinition[] {
    const facts = this.project.program.facts(file)
    if (!facts) return []
    const classes = facts.classes.map((_, owner) => this.definitions.ofClass(file, owner))
    const calls = facts.calls.flatMap((fact, call) => {
      if (fact.decorates || this.project.leadsNowhere({ file, call })) return []
      const meaning = this.project.tracer.meaning({ file, ref: fact.value })
      return meaning.is === 'library' && isAt(meaning.path, file, call) ? this.definitions.ofPath(meaning.path) : []
    })
    // What is chained to a definition defines the same.
    return distinct([...classes, ...calls].flatMap(found => found && 'table' in found && found.file === file ? found : []))
  }

  /** The imports by which a client may have come to where it is used. */
  private specifiersOf(understood: Understood, { file }: Site): { from: RepoPath; specifier: string }[] {
    return [...new Set([...madeIn(understood), file])].flatMap(from => (this.project.program.facts(from)?.imports ?? []).map(({ from: specifier }) => ({ from, specifier })))
  }

  private once(key: string, table: Table): Table {
    const known = this.tables.get(key)
    if (known) return known
    this.tables.set(key, table)
    return table
  }
}

/** A piece of a statement that holds a query: `exists (select 1 from orders)`. */
const INNER_QUERY = /\bselect\b[\s\S]*\bfrom\b/i

/** `shop.orders` names a schema. */
const quoted = (table: string): string => table.split('.').map(name => `"${name}"`).join('.')

/** The files in which the client of an operation is made. */
function madeIn({ match, path }: Understood): RepoPath[] {
  return [...match.layers.slice(1).flatMap(layer => layer.site?.file ?? []), ...subclassFiles(path)]
}

function distinct(found: TableDefinition[]): TableDefinition[] {
  return [...new Map(found.map(one => [`${one.file}:${one.place.line}:${one.place.column}`, one])).values()]
}

function isAt({ step }: AccessPath, file: RepoPath, call: number): boolean {
  return step?.is === 'call' && step.site.file === file && step.site.call === call
}

function subclassFiles(path: AccessPath | undefined): RepoPath[] {
  return path === undefined ? [] : [...path.step?.is === 'subclass' ? [path.step.instance.file] : [], ...subclassFiles(path.parent)]
}
