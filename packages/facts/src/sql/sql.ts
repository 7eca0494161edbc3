import { fileURLToPath } from 'node:url'
import { createSyncFn } from 'synckit'
import { byKeywords } from './keywords.js'
import { distinct, type SqlUse } from './use.js'

type Node = { [key: string]: unknown }
type Parse = (text: string) => { stmts?: Node[] } | undefined

/** So many statements are remembered: those of a repository, unless it writes them by the thousand. */
const MOST = 10_000

const read = new Map<string, SqlUse[] | undefined>()

/**
 * The tables that SQL text reaches, in the order of the text; undefined where it is no SQL. `$1` stands for what is not known.
 * Read by PostgreSQL's own parser; what that refuses, as other dialects, by its keywords. What was read is remembered: it is asked for again after every change of a file.
 */
export function readSql(text: string): readonly SqlUse[] | undefined {
  if (!isStatement(text)) return undefined
  if (!read.has(text)) {
    if (read.size >= MOST) read.clear()
    read.set(text, parsed(text))
  }
  return read.get(text)
}

function parsed(text: string): SqlUse[] | undefined {
  // Where there is SQL to read: most repositories have none. One thread serves the whole process.
  const parse = createSyncFn(fileURLToPath(new URL('../../sql-thread.js', import.meta.url))) as Parse
  const tree = parse(inPostgres(text))
  return tree ? usesIn(tree.stmts ?? []) : byKeywords(text)
}

/** Whether a text begins as a statement does. */
export function isStatement(text: string): boolean {
  return STATEMENT.test(text)
}

/** How a statement begins that reaches a table. */
const STATEMENT = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*(?:select|insert|update|delete|with|merge|replace|create|alter|drop|truncate|copy|explain|lock|refresh|begin|set)\b/i

/** Names in backticks and places written `?` or `:name` say the same in PostgreSQL's words. */
function inPostgres(text: string): string {
  let next = 9000
  return text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|`([^`]*)`|\?(?![|&?-])|(?<![:\w]):([A-Za-z_]\w*)/g, (whole, quoted: string | undefined, named: string | undefined) =>
    quoted !== undefined ? `"${quoted}"` : whole === '?' || named !== undefined ? `$${next++}` : whole)
}

function usesIn(statements: Node[]): SqlUse[] {
  const found: SqlUse[] = []
  for (const { stmt } of statements) if (isNode(stmt)) walk(stmt, { as: 'read', names: new Set() }, found)
  return distinct(found)
}

/** `as`: what is done to the next table; `names`: what `with` gives a name to, which is no table. */
interface Context {
  as: SqlUse['kind']
  onlyChanges?: true
  names: ReadonlySet<string>
}

/** Statements that change the shape of the database. */
const SHAPING = new Set(['CreateStmt', 'AlterTableStmt', 'IndexStmt', 'RenameStmt', 'CreateTrigStmt', 'ViewStmt', 'CreateTableAsStmt'])
const WRITING = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'TruncateStmt'])
const FILLING = new Set(['InsertStmt', 'MergeStmt'])

function walk(node: Node, context: Context, found: SqlUse[]): void {
  for (const [name, value] of Object.entries(node)) {
    if (Array.isArray(value)) each(value, context, found)
    if (!isNode(value)) continue
    if (name === 'RangeVar') add(value, context, found)
    else if (name === 'DropStmt') dropped(value, found)
    else if (name === 'JoinExpr') joined(value, context, found)
    else statement(name, value, context, found)
  }
}

function statement(name: string, value: Node, context: Context, found: SqlUse[]): void {
  const inside: Context = { as: 'read', names: new Set([...context.names, ...namesGiven(value)]) }
  const own = SHAPING.has(name) ? 'migrate' : WRITING.has(name) ? 'write' : undefined
  for (const [key, child] of Object.entries(value)) {
    const next: Context = own !== undefined && (key === 'relation' || key === 'relations') ? { ...inside, as: own, ...(own === 'write' && !FILLING.has(name) && { onlyChanges: true }) } : key === 'fromClause' || key === 'usingClause' ? fromOf(own, inside) : inside
    // The target of a statement stands in its tree without the name of its kind.
    if (own !== undefined && key === 'relation' && isNode(child)) add(child, next, found)
    else each(child, next, found)
  }
}

/** What an update or a delete takes from other tables, it joins. */
function fromOf(own: SqlUse['kind'] | undefined, inside: Context): Context {
  return own === 'write' ? { ...inside, as: 'join' } : inside
}

function joined({ larg, rarg, ...rest }: Node, context: Context, found: SqlUse[]): void {
  if (isNode(larg)) walk(larg, context, found)
  if (isNode(rarg)) walk(rarg, { ...context, as: 'join' }, found)
  each(rest, { ...context, as: 'read' }, found)
}

function each(child: unknown, context: Context, found: SqlUse[]): void {
  if (Array.isArray(child)) for (const one of child) each(one, context, found)
  else if (isNode(child)) walk(child, context, found)
}

function namesGiven({ withClause }: Node): string[] {
  const ctes = isNode(withClause) && Array.isArray(withClause['ctes']) ? (withClause['ctes'] as Node[]) : []
  return ctes.flatMap(({ CommonTableExpr: given }) => (isNode(given) && typeof given['ctename'] === 'string' ? [given['ctename']] : []))
}

function add({ relname, schemaname }: Node, { as, onlyChanges, names }: Context, found: SqlUse[]): void {
  if (typeof relname !== 'string' || schemaname === undefined && names.has(relname)) return
  found.push({ kind: as, table: relname, ...(onlyChanges && { onlyChanges }), ...(typeof schemaname === 'string' && { schema: schemaname }) })
}

function dropped({ objects, removeType }: Node, found: SqlUse[]): void {
  if (removeType !== 'OBJECT_TABLE' && removeType !== 'OBJECT_VIEW') return
  for (const one of Array.isArray(objects) ? (objects as Node[]) : []) {
    const list = isNode(one['List']) && Array.isArray(one['List']['items']) ? (one['List']['items'] as Node[]) : []
    const names = list.flatMap(({ String: text }) => (isNode(text) && typeof text['sval'] === 'string' ? [text['sval']] : []))
    const table = names.at(-1)
    if (table !== undefined) found.push({ kind: 'migrate', table, ...(names.length > 1 && { schema: names.at(-2)! }) })
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
