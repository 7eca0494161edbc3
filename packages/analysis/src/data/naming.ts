import type { TableNaming } from '@bulkhead/models'
import inflection from 'inflection'

/** How a library makes a table's name of the name that code knows it by. */
export function tableName(name: string, otherwise: NonNullable<TableNaming['otherwise']>): string {
  switch (otherwise) {
    case 'same': return name
    case 'snake': return inflection.underscore(name)
    case 'plural': return inflection.pluralize(name)
    case 'lower-plural': return inflection.pluralize(name.toLowerCase())
  }
}
