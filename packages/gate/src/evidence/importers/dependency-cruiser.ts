import { z } from 'zod'
import { count } from '../../decide/words.js'
import { fewest, jsonOf, type Importer } from '../importer.js'

const schema = z.object({
  modules: z.array(z.unknown()),
  summary: z.object({
    error: z.number(), warn: z.number(), totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string(), severity: z.string() }) })),
  }),
})

/** dependency-cruiser's JSON reporter. */
export const dependencyCruiser: Importer = {
  tool: 'dependency-cruiser', what: 'a dependency-cruiser result in JSON', made: 'depcruise --output-type json src > dependency-cruiser.json', check: 'static-analysis',
  read(text, { locate }) {
    const { summary: { error, warn, totalCruised, violations } } = jsonOf(text, schema, this)
    if (totalCruised === 0) return { status: 'open', summary: 'no module was cruised', places: [], cure: 'Give dependency-cruiser the folders of the code.' }
    const places = violations.filter(({ rule }) => rule.severity === 'error').map(({ from, to, rule }) => ({ file: locate(from), line: 0, message: `imports ${to} (${rule.name})` }))
    return {
      status: error > 0 ? 'fail' : 'pass', summary: `${count(error, 'error')} and ${count(warn, 'warning')} in ${count(totalCruised, 'module')}`, places: fewest(places),
      ...(error > 0 && { cure: 'Undo the forbidden dependencies, and cruise again.' }),
    }
  },
}
