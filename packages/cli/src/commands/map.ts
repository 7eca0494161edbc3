import type { ServiceMap } from '@bulkhead/checker'
import { harmlessJson, type HtmlOptions } from '@bulkhead/gate'
import { PASSED } from '../exit-codes.js'
import { manifest } from '../manifest.js'
import { openRepository, type RepositoryOptions } from '../repository.js'
import { deliver } from '../terminal/deliver.js'
import { showProgress } from '../terminal/progress.js'
import { Trouble } from '../trouble.js'
import { dot } from '../map/dot.js'
import { drawnMap } from '../map/in-report.js'
import { matrixMarkdown, matrixText } from '../map/matrix.js'
import { mermaid } from '../map/mermaid.js'
import { mapPage, matrixPage } from '../map/page.js'
import { pictureOf } from '../map/picture.js'
import { svg } from '../map/svg.js'
import { text } from '../map/text.js'

/** The options of `bulkhead map`. */
export interface MapOptions extends RepositoryOptions {
  format: 'text' | 'svg' | 'html' | 'mermaid' | 'dot' | 'json' | 'markdown'
  output?: string
  /** The matrix of tables and services instead of the picture. */
  tables?: boolean
}

type Form = (map: ServiceMap, options: HtmlOptions) => string | Promise<string>

const PICTURES: Readonly<Partial<Record<MapOptions['format'], Form>>> = {
  text,
  svg: map => svg(dot(pictureOf(map))),
  html: async (map, options) => mapPage(map, await drawnMap(map), options),
  mermaid: map => mermaid(pictureOf(map)),
  dot: map => dot(pictureOf(map)),
  json: map => harmlessJson({ version: 1, ...map }),
}

const MATRICES: Readonly<Partial<Record<MapOptions['format'], Form>>> = {
  text: matrixText,
  markdown: matrixMarkdown,
  html: async (map, options) => matrixPage(await drawnMap(map), options),
  json: map => harmlessJson({ version: 1, tables: map.tables }),
}

/** Draws the services of a repository, or lists who owns and uses which table. */
export async function map(directory: string, { format, output, tables, ...options }: MapOptions): Promise<number> {
  const forms = tables ? MATRICES : PICTURES
  const form = forms[format]
  if (!form) throw new Trouble(`The ${tables ? 'matrix of tables' : 'map'} is not made as ${format}.`, `Pass one of ${Object.keys(forms).join(', ')}.`)
  const progress = showProgress('Examining')
  try {
    const engine = await openRepository(directory, options)
    const found = engine.map(progress.update)
    progress.stop()
    await deliver(await form(found, { version: manifest().version, read: path => engine.workspace.read(path) }), output)
  } finally {
    progress.stop()
  }
  return PASSED
}
