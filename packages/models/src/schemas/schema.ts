/** What the files of a schema language say of the tables of one database. */
export interface Schema {
  models: SchemaModel[]
  /** The environment variable, or the text, that holds the address of the database. */
  address?: { env: string } | { text: string }
  /** The product that holds the tables: `postgresql`. */
  provider?: string
  /** Whether the file says which database it is about; one that does not belongs to one that does. */
  hasSource: boolean
}

/** One model: the name by which code speaks of it, and its table. */
export interface SchemaModel {
  name: string
  table: string
  schema?: string
  fields: SchemaField[]
  /** Where it stands in the file's text. */
  start: number
  end: number
}

/** A field, and the type that it is declared to be of: another model's name where it is a relation. */
export interface SchemaField {
  name: string
  type: string
}
