import { count } from '../../decide/words.js'
import { EvidenceError } from '../evidence.js'
import { fewest, foreign, type Importer } from '../importer.js'

const DIAGNOSTIC = /^(?:(?<file>[^\s(][^(]*)\((?<line>\d+),\d+\): |(?<pretty>\S[^:]*):(?<prettyLine>\d+):\d+ - )?error (?<code>TS\d+): (?<message>.*)$/

/** What the TypeScript compiler prints. Without an error it prints nothing, so only `--diagnostics` shows that it ran. */
export const tsc: Importer = {
  tool: 'tsc', what: 'the output of the TypeScript compiler', made: 'tsc --noEmit --pretty false --diagnostics > tsc.txt', check: 'type-checks',
  read(text, { locate }) {
    const lines = text.split(/\r?\n/)
    const places = lines.flatMap(line => {
      const found = DIAGNOSTIC.exec(line)?.groups
      return found ? [{ file: locate(found['file'] ?? found['pretty'] ?? ''), line: Number(found['line'] ?? found['prettyLine'] ?? 0), message: `${found['message']} (${found['code']})` }] : []
    })
    const files = /^Files:\s+(\d+)/m.exec(text)?.[1]
    if (places.length > 0) return { status: 'fail', summary: count(places.length, 'type error'), places: fewest(places), cure: 'Mend the type errors, and run the compiler again.' }
    if (text.trim() === '') throw new EvidenceError(`it is empty, and that is what a clean run and one that never started look like. Make it with \`${this.made}\`.`)
    if (files === undefined) throw foreign(this, 'neither a diagnostic nor the counts of `--diagnostics` are in it')
    if (!/^Total time:/m.test(text)) throw new EvidenceError(`it is cut off before the total time. Make it again: \`${this.made}\`.`)
    return { status: 'pass', summary: `no type error in ${count(Number(files), 'file')}, those of libraries counted in`, places: [] }
  },
}
