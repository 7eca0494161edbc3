import type { SchemaFiles } from '../model.js'
import { readPrismaSchema } from './prisma.js'
import type { Schema } from './schema.js'

/** Reads a file of a schema language; undefined where it is not written as that language asks. */
export function readSchema(language: SchemaFiles['language'], text: string): Schema | undefined {
  return READERS[language](text)
}

const READERS: Record<SchemaFiles['language'], (text: string) => Schema | undefined> = { prisma: readPrismaSchema }
