import { fileURLToPath } from 'node:url'
import type { Attribute, Block, BlockAttribute, Datasource, Field, Model, Value, View } from '@mrleebo/prisma-ast'
import { createSyncFn } from 'synckit'
import type { Schema, SchemaModel } from './schema.js'

/** Reads a Prisma schema; a view is read as a table is. Undefined where it does not parse. */
export function readPrismaSchema(text: string): Schema | undefined {
  // The parser knows no block comments; blanks keep every place where it is.
  const blocks = blocksOf(text.replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, ' ')))
  if (!blocks) return undefined
  const source = blocks.find((block): block is Datasource => block.type === 'datasource')
  const places = placesOf(text)
  return {
    models: blocks.flatMap(block => (block.type === 'model' || block.type === 'view' ? [modelOf(block, places)] : [])),
    ...(source && { provider: textOf(setting(source, 'provider')), address: addressOf(setting(source, 'url')) }),
    hasSource: source !== undefined,
  }
}

function blocksOf(text: string): Block[] | undefined {
  const parse = createSyncFn(fileURLToPath(new URL('../../schema-thread.js', import.meta.url))) as (text: string) => Block[] | undefined
  return parse(text)
}

function modelOf({ name, properties }: Model | View, places: Map<string, { start: number; end: number }>): SchemaModel {
  const attributes = properties.filter((property): property is BlockAttribute => property.type === 'attribute')
  const fields = properties.filter((property): property is Field => property.type === 'field')
  return {
    name,
    table: argument(attributes, 'map') ?? name,
    schema: argument(attributes, 'schema'),
    fields: fields.map(({ name, fieldType }) => ({ name, type: typeof fieldType === 'string' ? fieldType : fieldType.name })),
    ...(places.get(name) ?? { start: 0, end: 0 }),
  }
}

/** Where each model's head stands. */
function placesOf(text: string): Map<string, { start: number; end: number }> {
  return new Map(Array.from(text.matchAll(/^[ \t]*(?:model|view)\s+(\w+)/gm), found => [found[1]!, { start: found.index + found[0].search(/\S/), end: found.index + found[0].length }]))
}

/** `@@map("users")`, `@@map(name: "users")` */
function argument(attributes: (Attribute | BlockAttribute)[], name: string): string | undefined {
  const value = attributes.find(attribute => attribute.name === name)?.args?.[0]?.value
  return textOf(typeof value === 'object' && value !== null && 'type' in value && value.type === 'keyValue' ? value.value : value)
}

function setting({ assignments }: Datasource, key: string): Value | undefined {
  return assignments.flatMap(one => (one.type === 'assignment' && one.key === key ? [one.value] : []))[0]
}

function addressOf(value: Value | undefined): Schema['address'] {
  if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'function' && value.name === 'env') {
    const env = textOf(value.params?.[0])
    return env === undefined ? undefined : { env }
  }
  const text = textOf(value)
  return text === undefined ? undefined : { text }
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value.replace(/^"(.*)"$/s, '$1') : undefined
}
