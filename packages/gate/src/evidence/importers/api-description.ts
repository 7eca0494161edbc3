import { z } from 'zod'
import { count } from '../../decide/words.js'
import { fewest, jsonOf, type Imported, type Importer } from '../importer.js'

/** That a description is sound says nothing of what changed since the last release. */
const DESCRIBED = ['API descriptions']

const redoclySchema = z.object({
  totals: z.object({ errors: z.number(), warnings: z.number() }), version: z.string(),
  problems: z.array(z.object({
    ruleId: z.string(), severity: z.string(), message: z.string(),
    location: z.array(z.object({ source: z.object({ ref: z.string() }), start: z.object({ line: z.number() }).optional() })),
  })),
})

function judged(errors: number, warnings: number, places: Imported['places']): Imported {
  return {
    status: errors > 0 ? 'fail' : 'pass', covers: DESCRIBED, summary: `${count(errors, 'error')} and ${count(warnings, 'warning')} in the API description`, places: fewest(places),
    ...(errors > 0 && { cure: 'Correct the description, and lint it again.' }),
  }
}

/** Redocly CLI. */
export const redocly: Importer = {
  tool: 'redocly', what: 'a report of Redocly CLI in JSON', made: 'redocly lint openapi.yaml --format json > redocly.json', check: 'api-contract',
  read(text, { locate }) {
    const { totals, version, problems } = jsonOf(text, redoclySchema, this)
    const places = problems.filter(({ severity }) => severity === 'error').map(({ location: [at], message, ruleId }) => ({ file: locate(at?.source.ref ?? ''), line: at?.start?.line ?? 0, message: `${message} (${ruleId})` }))
    return { ...judged(totals.errors, totals.warnings, places), version }
  },
}

const spectralSchema = z.array(z.object({
  code: z.union([z.string(), z.number()]), message: z.string(), severity: z.number(), source: z.string().optional(), range: z.object({ start: z.object({ line: z.number() }) }),
}))

/** Spectral. It counts lines from 0, and calls an error 0. */
export const spectral: Importer = {
  tool: 'spectral', what: 'a report of Spectral in JSON', made: 'spectral lint openapi.yaml --format json > spectral.json', check: 'api-contract',
  read(text, { locate }) {
    const problems = jsonOf(text, spectralSchema, this)
    const errors = problems.filter(({ severity }) => severity === 0)
    const places = errors.map(({ code, message, source, range }) => ({ file: locate(source ?? ''), line: range.start.line + 1, message: `${message} (${code})` }))
    return judged(errors.length, problems.filter(({ severity }) => severity === 1).length, places)
  },
}
