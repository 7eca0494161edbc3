import { defineRule, type Operation, type Place, type Seeming } from '@bulkhead/analysis'

export default defineRule({
  name: 'no-ineffective-timeout',
  check: 'resilience',
  judges: 'written time limits',
  summary: 'Disallow what reads like a time limit and is none in the version in use.',
  why: `
    Whoever reads the code sees a limit and looks no further. The day the other side stays silent, the call outlives it: the library
    never read the option, wrote a warning and went on, bounded one phase and waited in the next, or tried again.

    What a library really does with such an option was measured against a peer that accepts and never answers, in the versions that its
    model names. Where package.json and the lockfile leave room for a version that behaves otherwise, where something else bounds the call, or where that cannot be
    read, the rule stays silent. An option is reported once, where it is written, with the calls that rely on it.

    A number in the wrong unit counts as well, where it is known for certain. In milliseconds, 30 is too short for a request, a mail or a
    connection: one round trip across a continent takes longer, and a handshake needs several. A query is given 10 ms, and a command to a
    cache less than 5, only where seconds are meant: both may stay in one data centre, where 20 or 50 ms are a choice. On the repositories that
    Bulkhead is measured on, the shortest limit of a request that runs in production is one second, while 5, 30, 60 and 300 stand there in
    options that count seconds. 60 and 300 are left alone, since somebody may mean them. In seconds, 10 000 is too long, and so is
    a thousand or more that makes no whole minutes: an hour is a choice, 5000 seconds are milliseconds.
  `,
  fix: 'Use the option that the library reads in this version, or bound the call from outside: pass a signal that a timer drives, such as AbortSignal.timeout(ms), on the call itself.',

  *find(file) {
    for (const operation of file.operations()) {
      for (const seeming of operation.ineffective()) {
        if (seeming.state === 'harmless') yield { is: 'fine' }
        else if (seeming.state === 'unknown') yield { is: 'unknown', at: operation.place, why: seeming.why }
        else yield { is: 'wrong', at: seeming.place, message: `${seeming.model.says} ${consequence(operation, seeming.model)}`, about: covered(operation, seeming.place), related: evidence(operation, seeming.place) }
      }
      for (const limit of LIMITS) {
        const duration = operation.duration(limit)
        if (!duration) continue
        const mistake = mistakenUnit(operation, limit, duration)
        if (mistake === undefined) yield { is: 'fine' }
        else yield { is: 'wrong', at: duration.place, message: mistake, related: evidence(operation, duration.place) }
      }
    }
  },
})

/** What is written at the library's own call is so whoever leads there; what a caller gives is so for that way alone. */
function covered({ about, sitePlace }: Operation, at: Place): string[] {
  return isWithin(at, sitePlace) ? about : about.slice(0, 1)
}

function isWithin({ file, line, column }: Place, outer: Place): boolean {
  const after = line > outer.line || line === outer.line && column >= outer.column
  const before = line < outer.endLine || line === outer.endLine && column < outer.endColumn
  return file === outer.file && after && before
}

/** The calls that rely on it, but for the one in whose text it stands. */
function evidence({ place, via, kind }: Operation, at: Place) {
  const calls = [{ place, message: `A ${NOUNS[kind]} relies on it here.` }, ...via.map(one => ({ place: one, message: 'It passes through here.' }))]
  return calls.filter(call => !isWithin(at, call.place))
}

type Kind = Operation['kind']
type Model = (Seeming & { state: 'ineffective' })['model']

/** What is really bounded, and for how long the operation can last. */
function consequence({ kind }: Operation, { because, covers = [], lasts }: Model): string {
  const long = lasts === 'off' ? 'forever' : `for ${spoken(lasts)}`
  switch (because) {
    case 'phase': return `${covers.length === 0 ? 'That wait has no limit' : `It bounds no more than ${listed(covers.map(phase => PHASES[phase]))}`}, and a silent peer holds the ${NOUNS[kind]} ${long}.`
    case 'attempts': return `It holds for each attempt, and with all of them a silent peer holds the ${NOUNS[kind]} ${long}.`
    case 'lost': return `From then on nothing ends the ${NOUNS[kind]}, and a silent peer holds it ${long}.`
    default: return `Nothing in the code ends the ${NOUNS[kind]}, and a silent peer holds it ${long}.`
  }
}

const NOUNS: Record<Kind, string> = {
  'http.request': 'request', 'db.connect': 'connection', 'db.query': 'query', 'db.transaction': 'transaction',
  'queue.publish': 'message', 'queue.consume': 'consumer', 'cache.command': 'command', 'mail.send': 'mail', retry: 'call',
}

const PHASES: Record<NonNullable<Model['covers']>[number], string> = {
  connect: 'connecting', handshake: 'the handshake', pool: 'the wait for a connection', queue: 'the wait before it is sent', query: 'the wait for the answer',
  'first-byte': 'the wait for the first byte', headers: 'the wait for the headers', 'body-idle': 'each pause within the answer', 'body-total': 'the answer once it has begun',
}

function listed(words: string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`
}

/** `90 s`, `5 minutes`, `2 hours` */
function spoken(ms: number): string {
  const [size, unit] = ms >= 7_200_000 ? [3_600_000, 'hours'] as const : ms >= 120_000 ? [60_000, 'minutes'] as const : [1000, 's'] as const
  return `${Math.round(ms / size)} ${unit}`
}

const LIMITS = ['timeout', 'connect', 'query', 'acquire'] as const

/** What to say of a number that nobody means in its unit; the page tells why these. */
function mistakenUnit({ kind }: Operation, limit: (typeof LIMITS)[number], { amount, unit }: { amount: number; unit: 'ms' | 's' }): string | undefined {
  if (unit === 'ms')
    return amount > 0 && amount <= shortest(kind, limit) ? `This limit is ${amount} ms, less than a ${NOUNS[kind]} takes at its best. Written as if it were seconds, it gives nearly every ${NOUNS[kind]} up.` : undefined
  return amount >= 10_000 || amount >= 1000 && amount % 60 !== 0 ? `This limit is ${amount} s, which is ${spoken(amount * 1000)}. Written as if it were milliseconds, it lets a silent peer hold the ${NOUNS[kind]} for that long.` : undefined
}

function shortest(kind: Kind, limit: (typeof LIMITS)[number]): number {
  if (kind === 'cache.command' && limit === 'timeout') return 4
  return limit === 'query' ? 10 : 30
}
