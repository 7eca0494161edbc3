import type { Spot } from '@bulkhead/checker'
import type { Engine } from '../engine.js'
import { many } from '../map/words.js'
import { fact, inCommon, question, type Ground, type Part, type Statement } from './part.js'

/** A folder of migrations. */
export interface Migrations {
  directory: string
  service?: string
  count: number
  /** Those that say how to go back. */
  reversible: number
  latest: Spot
}

/** The folders of migrations, and how many of them lead back too. */
export function migrationsIn({ workspace, reverts }: Engine): Migrations[] {
  const folders = new Map<string, string[]>()
  for (const file of ['.sql', '.ts', '.js', '.mjs', '.cjs'].flatMap(ending => workspace.filesEnding(ending)).sort()) {
    const directory = /^(.*?(?:^|\/)(?:migrations|migrate))\/.*\d/.exec(file)?.[1]
    // What lies beside it tells whether this is of a program or of an example: migrations themselves run on no server.
    if (directory !== undefined && workspace.scopeOf(`${directory.replace(/[^/]+$/, '')}beside.ts`) === 'production') folders.set(directory, [...folders.get(directory) ?? [], file])
  }
  return [...folders].map(([directory, files]) => {
    const up = files.filter(file => !DOWN.test(file))
    const reversible = up.filter(file => wayBack(file).some(back => files.includes(back)) || (file.endsWith('.sql') ? DOWN_IN_SQL.test(workspace.read(file) ?? '') : reverts(file)))
    const service = workspace.serviceOf(files[0]!)?.name
    return { directory, count: up.length, reversible: reversible.length, latest: { file: up.at(-1) ?? files.at(-1)!, line: 1 }, ...(service !== undefined && { service }) }
  })
}

const DOWN = /(?:[._-]|\/)down\.\w+$/i

/** What the file is called that takes a migration back: `001.down.sql`, or `down.sql` beside Prisma's `migration.sql`. */
function wayBack(file: string): string[] {
  return [file.replace(/([._-])up(\.\w+)$/i, '$1down$2'), file.replace(/\/migration\.sql$/, '/down.sql')].filter(back => back !== file)
}

/** What dbmate, node-pg-migrate, goose and sql-migrate write before the way back. */
const DOWN_IN_SQL = /^--\s*(?:migrate:down|down migration|\+goose down|\+migrate down)\b/im

/** Delivery plan with migration and rollback: what is open, in the order in which it stops something. */
export function delivery({ migrations, decision, config }: Ground): Part {
  const statements: Statement[] = [
    ...migrations.map(({ directory, count, reversible, latest }) => fact(`${directory} holds ${many(count, 'migration')}, of which ${reversible === 0 ? 'none says' : reversible === 1 ? 'one says' : `${reversible} say`} how to go back.`, [latest])),
    ...migrations.filter(({ reversible, count }) => reversible < count).map(({ directory }) => question(`How is a release rolled back after a migration of ${directory}? Expand and contract in two releases, or write the way back.`)),
    ...(config.constraints.rto === undefined ? [question('How long may a rollback take? `constraints.rto` is not declared.')] : []),
  ]
  const open = inCommon(decision.cards, ({ status }) => status === 'fail' || status === 'not evidenced')
  const steps = (['merge', 'release', 'production'] as const).flatMap(stage => open.filter(({ check }) => check.stage === stage)
    .map(({ check, services, owners }) => [stage, check.id, services.join(', '), check.status, check.cure ?? '', owners.join(', ') || 'nobody is named']))
  return { heading: 'Delivery plan with migration and rollback', statements, grids: [{ title: 'Steps, in the order in which they stop something', head: ['before', 'check', 'services', 'status', 'step', 'owner'], rows: steps }] }
}
