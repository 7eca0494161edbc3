import type { TableNaming } from '@bulkhead/models'
import inflection from 'inflection'

/** How a library makes a table's name of the name that code knows it by. `kept`: as it is; `underscored`: in words with underscores. */
export function tableName(name: string, otherwise: NonNullable<TableNaming['otherwise']>, { kept, underscored }: { kept: boolean; underscored: boolean }): string {
  const made = kept ? name : madeOf(name, otherwise)
  return underscored ? inflection.underscore(made) : made
}

function madeOf(name: string, otherwise: NonNullable<TableNaming['otherwise']>): string {
  switch (otherwise) {
    case 'same': return name
    case 'snake': return inflection.underscore(name)
    case 'plural': return inflection.pluralize(name)
    case 'lower-plural': return inflection.pluralize(name.toLowerCase())
  }
}
