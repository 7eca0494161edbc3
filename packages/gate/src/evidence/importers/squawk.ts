import { z } from 'zod'
import { count } from '../../decide/words.js'
import { fewest, jsonOf, type Importer } from '../importer.js'

const schema = z.array(z.object({ file: z.string(), line: z.number(), level: z.string(), message: z.string(), rule_name: z.string(), help: z.string().nullish() }))

/** squawk, which counts lines from 0. Each of its warnings is about a lock or about the release that still runs. */
export const squawk: Importer = {
  tool: 'squawk', what: 'a report of squawk in JSON', made: 'squawk --reporter json migrations/*.sql > squawk.json', check: 'migrations',
  read(text, { locate }) {
    const found = jsonOf(text, schema, this)
    return {
      status: found.length > 0 ? 'fail' : 'pass', covers: ['rollback of migrations'], summary: found.length === 0 ? 'no unsafe statement' : count(found.length, 'unsafe statement'),
      places: fewest(found.map(({ file, line, message, rule_name: rule }) => ({ file: locate(file), line: line + 1, message: `${message} (${rule})` }))),
      ...(found.length > 0 && { cure: found.find(({ help }) => help != null)?.help ?? 'Write the migration so that it takes no long lock.' }),
    }
  },
}
