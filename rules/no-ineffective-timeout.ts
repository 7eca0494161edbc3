import { defineRule, spoken, type Operation, type Outcome, type Place, type Seeming } from '@bulkhead/analysis'

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
      for (const seeming of operation.ineffective()) yield* told(seeming, operation.place, operation.kind, at => ({ about: covered(operation, at), related: calls(operation, at) }))
      for (const limit of LIMITS) {
        const duration = operation.duration(limit)
        if (!duration) continue
        const mistake = mistakenUnit(operation, limit, duration)
        if (mistake === undefined) yield { is: 'fine' }
        else yield { is: 'wrong', at: duration.place, message: mistake, related: calls(operation, duration.place) }
      }
    }
    for (const client of file.clients())
      for (const seeming of client.ineffective()) yield* told(seeming, client.place, 'db.query', (at, { limit }) => ({ about: [`${client.about} ${limit}`], related: apart(at, [{ place: client.place, message: 'A client is made with it here.' }]) }))
  },
})

type Kind = Operation['kind']
type Model = (Seeming & { state: 'ineffective' })['model']

function* told(seeming: Seeming, place: Place, kind: Kind, details: (at: Place, model: Model) => Pick<Outcome & { is: 'wrong' }, 'about' | 'related'>): Iterable<Outcome> {
  if (seeming.state === 'harmless') yield { is: 'fine' }
  if (seeming.state === 'unknown') yield { is: 'unknown', at: place, why: seeming.why }
  if (seeming.state !== 'ineffective') return
  const { model, place: at } = seeming
  yield { is: 'wrong', at, message: `${model.says} ${boundedBy(model)}, and ${held(kind, model)}.`, ...details(at, model) }
}

/** What is written at the library's own call is so whoever leads there; what a caller gives is so for that way alone. */
function covered({ about, sitePlace }: Operation, at: Place): string[] {
  return isWithin(at, sitePlace) ? about : about.slice(0, 1)
}

function calls({ place, via, kind }: Operation, at: Place) {
  return apart(at, [{ place, message: `A ${NOUNS[kind]} relies on it here.` }, ...via.map(one => ({ place: one, message: 'It passes through here.' }))])
}

/** Those places that are not around it anyway. */
function apart(at: Place, related: { place: Place; message: string }[]) {
  return related.filter(({ place }) => !isWithin(at, place))
}

function isWithin({ file, line, column }: Place, outer: Place): boolean {
  const at = position(line, column)
  return file === outer.file && at >= position(outer.line, outer.column) && at < position(outer.endLine, outer.endColumn)
}

/** Later in a file is larger: no line that is parsed is longer than a million characters. */
const position = (line: number, column: number): number => line * 2 ** 20 + column

/** What is really bounded. */
function boundedBy({ because, covers }: Model): string {
  switch (because) {
    case 'phase': return covers ? `It bounds no more than ${listed(covers.map(phase => PHASES[phase]))}` : 'That wait has no limit'
    case 'attempts': return 'It bounds each attempt by itself'
    case 'lost': return 'From then on there is no limit'
    default: return 'It bounds nothing'
  }
}

/** For how long an operation can last. A query may have a limit of its own, which is not seen where its client is made. */
function held(kind: Kind, { limit, lasts }: Model): string {
  const long = lasts === 'off' ? 'forever' : `for ${spoken(lasts)}`
  if (!kind.startsWith('db.')) return `a silent peer holds the ${NOUNS[kind]} ${long}`
  if (limit === 'acquire') return `a caller waits ${long} for a free connection`
  return `a silent server holds ${limit === 'connect' ? 'whoever connects' : 'a query without another limit'} ${long}`
}

const NOUNS: Record<Kind, string> = {
  'http.request': 'request', 'remote.call': 'call', 'db.connect': 'connection', 'db.query': 'query', 'db.transaction': 'transaction',
  'queue.publish': 'message', 'queue.consume': 'consumer', 'cache.command': 'command', 'mail.send': 'mail', retry: 'call',
}

const PHASES: Record<NonNullable<Model['covers']>[number], string> = {
  connect: 'connecting', handshake: 'the handshake', pool: 'the wait for a connection', queue: 'the wait before it is sent', query: 'the wait for the answer',
  'first-byte': 'the wait for the first byte', headers: 'the wait for the headers', 'body-idle': 'each pause within the answer', 'body-total': 'the answer once it has begun',
}

function listed(words: string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`
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
