/** The day on which it is asked, as `2027-01-31`: what is due on a day is judged by it. */
export const today = (): string => new Date().toISOString().slice(0, 10)
