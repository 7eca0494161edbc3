import type { Config } from '@bulkhead/workspace'
import type { Statement } from './part.js'

/** What is taken for true of a constraint that nobody declared: what most backends that people wait for are built to. */
const ASSUMED: Readonly<Record<keyof Config['constraints'], string>> = {
  contexts: 'every service in the map is one bounded context',
  latency: 'whoever waits for an answer waits 200 ms in the middle, 500 ms at the 95th and 1 s at the 99th percentile at most',
  throughput: 'at the peak no more than 50 requests arrive in a second',
  availability: '99.9 % of the time it is there',
  rto: 'it may take 1 h to recover',
  rpo: 'the data of the last 15 minutes may be lost',
  compliance: 'personal data is stored, so the GDPR applies, and nothing beyond it',
  team: 'whoever owns a service builds and runs it',
}

/** The constraints as they were declared, and an assumption for each that was not. */
export function constraintStatements(declared: Config['constraints']): Statement[] {
  return (Object.keys(ASSUMED) as (keyof Config['constraints'])[]).map((key): Statement => declared[key] === undefined
    ? { is: 'assumption', text: `\`constraints.${key}\` is not declared: ${ASSUMED[key]}.` }
    : { is: 'fact', text: `\`constraints.${key}\` is declared as ${worded(declared[key])}.` })
}

function worded(value: string | number | string[] | object): string {
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'object' ? Object.entries(value).map(([name, of]) => `${name} ${of}`).join(', ') : String(value)
}
