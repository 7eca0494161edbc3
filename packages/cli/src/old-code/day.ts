import { Trouble } from '../trouble.js'

/** The day on which it is asked. */
export const today = (): string => new Date().toISOString().slice(0, 10)

/** A day as it was given, or today. @throws Trouble where it is none. */
export function dayOf(given: string | undefined): string {
  const day = given ?? today()
  const date = new Date(`${day}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) throw new Trouble(`--as-of is \`${day}\`, and that is no day.`, 'Write it as 2027-01-31.')
  return day
}
