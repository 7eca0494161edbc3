import { z } from 'zod'
import { count } from '../../decide/words.js'
import { EvidenceError } from '../evidence.js'
import { fewest, jsonOf, type Imported, type Importer } from '../importer.js'

const COMPATIBLE = ['compatible changes']
const ERROR = 3

function judged(breaking: Imported['places'], lesser: number): Imported {
  return {
    status: breaking.length > 0 ? 'fail' : 'pass', covers: COMPATIBLE, places: fewest(breaking),
    summary: `${count(breaking.length, 'breaking change')}${lesser > 0 ? `, ${count(lesser, 'lesser one')}` : ''}`,
    ...(breaking.length > 0 && { cure: 'Keep the old form beside the new one until nobody uses it (expand, then contract), or raise the version.' }),
  }
}

const oasdiffSchema = z.array(z.object({
  id: z.string(), text: z.string(), level: z.number(), operation: z.string().optional(), path: z.string().optional(), source: z.string().optional(),
}))

/** `oasdiff breaking`. */
export const oasdiff: Importer = {
  tool: 'oasdiff', what: 'the breaking changes of oasdiff in JSON', made: 'oasdiff breaking released.yaml openapi.yaml --format json > oasdiff.json', check: 'api-contract',
  read(text, { locate }) {
    const changes = jsonOf(text, oasdiffSchema, this)
    const breaking = changes.filter(({ level }) => level >= ERROR)
    return judged(breaking.map(({ id, text: said, operation, path, source }) => ({ file: locate(source ?? ''), line: 0, message: `${[operation, path].filter(Boolean).join(' ')}: ${said} (${id})` })), changes.length - breaking.length)
  },
}

const bufLine = z.object({ path: z.string().optional(), start_line: z.number().optional(), type: z.string(), message: z.string() })
const bufEnd = z.object({ exit: z.literal(0) })

/** `buf breaking` and `buf lint`: an object a line. Where there is nothing to say both write nothing, so a line of ours tells that from a run that failed. */
export const buf: Importer = {
  tool: 'buf', what: 'the output of buf in JSON', made: `buf breaking --against '.git#branch=main' --error-format json > buf.json && echo '{"exit":0}' >> buf.json`, check: 'api-contract',
  read(text, { locate }) {
    const lines = text.split(/\r?\n/).filter(line => line.trim() !== '')
    if (lines.length === 0) throw new EvidenceError(`it is empty, and that is what a clean run and a failed one look like. Make it with \`${this.made}\`.`)
    const found = lines.map(line => jsonOf(line, z.union([bufLine, bufEnd]), this)).filter(line => 'type' in line)
    return { ...judged(found.map(({ path, start_line: line, type, message }) => ({ file: locate(path ?? ''), line: line ?? 0, message: `${message} (${type})` })), 0), ...(found.length > 0 && { summary: count(found.length, 'finding') }) }
  },
}
