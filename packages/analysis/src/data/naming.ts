import type { TableNaming } from '@bulkhead/models'
import { pluralize, underscore } from 'inflection'

/** How a library makes a table's name of the name that code knows it by. */
export function tableName(name: string, otherwise: NonNullable<TableNaming['otherwise']>): string {
  switch (otherwise) {
    case 'same': return name
    case 'snake': return underscore(name)
    case 'plural': return pluralize(name)
    case 'lower-plural': return pluralize(name.toLowerCase())
  }
}
