import { z } from 'zod'
import { count } from '../../decide/words.js'
import { fewest, jsonOf, type Importer } from '../importer.js'

const schema = z.array(z.object({
  filePath: z.string(),
  errorCount: z.number(),
  warningCount: z.number(),
  messages: z.array(z.object({ ruleId: z.string().nullish(), severity: z.number(), message: z.string(), line: z.number().optional() })),
}))

/** ESLint's own JSON formatter. An error of a rule, or of the parser, fails. */
export const eslint: Importer = {
  tool: 'eslint', what: 'an ESLint report in JSON', made: 'eslint --format json --output-file eslint.json .', check: 'static-analysis',
  read(text, { locate }) {
    const files = jsonOf(text, schema, this)
    const errors = files.reduce((sum, file) => sum + file.errorCount, 0)
    const warnings = files.reduce((sum, file) => sum + file.warningCount, 0)
    const places = files.flatMap(file => file.messages.filter(({ severity }) => severity === 2)
      .map(({ ruleId, message, line }) => ({ file: locate(file.filePath), line: line ?? 0, message: ruleId == null ? message : `${message} (${ruleId})` })))
    if (files.length === 0) return { status: 'open', summary: 'no file was linted', places: [], cure: 'Give ESLint the folders of the code.' }
    return {
      status: errors > 0 ? 'fail' : 'pass', places: fewest(places),
      summary: `${count(errors, 'error')} and ${count(warnings, 'warning')} in ${count(files.length, 'file')}`,
      ...(errors > 0 && { cure: 'Mend the errors, and run ESLint again.' }),
    }
  },
}
