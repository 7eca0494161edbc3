import { defineRule, type Client, type Limit } from '@bulkhead/analysis'

export default defineRule({
  name: 'require-database-timeout',
  check: 'resilience',
  judges: 'database clients',
  covers: 'database timeouts',
  behind: 'no-ineffective-timeout',
  recommended: 'warn',
  summary: 'Require the clients of databases to have a connect timeout and a query timeout where the library has none by default.',
  why: `
    A database that is restarted, moved or overloaded often does not refuse: it stays silent. Without a connect timeout whoever needs a new
    connection waits for it, and without a query timeout whoever has one waits on it. Either way the pool is empty within seconds, and every
    request that needs the database hangs behind it, health checks included.

    A client is reported once, where it is made. What its library sets by default counts, in the version and for the driver in use. Where the
    options, a connection string or the driver cannot be read, the rule stays silent; so does it where only each query can be given a limit. A
    limit that the server sets for the role or the database stands in no code: where it does, say so in the comment that disables the rule.
  `,
  fix: 'Set both where the client is made, with the options of its library; the page of models lists them. A limit per statement on the server helps where the link is alive, one in the client also where it is not.',

  *find(file) {
    for (const client of file.clients()) {
      const connect = client.limit('connect')
      const query = client.limit('query')
      const unknown = [connect, query].find(limit => limit?.state === 'unknown')
      if (isMissing(connect) || isMissing(query)) yield { is: 'wrong', at: client.place, message: messageOf(client, connect, query), about: aboutOf(client, connect, query), related: [] }
      else if (unknown) yield { is: 'unknown', at: client.place, why: unknown.why }
      else yield { is: 'fine' }
    }
  },
})

type Asked = Limit | undefined

const isMissing = (limit: Asked): limit is Limit & { state: 'unlimited' } => limit?.state === 'unlimited'

/** Where both are missing there is more to say than of one option that does nothing. */
function aboutOf({ about }: Client, connect: Asked, query: Asked): string[] {
  return isMissing(connect) && isMissing(query) ? [] : [`${about} ${isMissing(connect) ? 'connect' : 'query'}`]
}

/** Which of the two is missing, and what holds instead. */
function messageOf({ library }: Client, connect: Asked, query: Asked): string {
  if (isMissing(connect) && isMissing(query)) return `This ${library} client has neither a connect timeout nor a query timeout. A silent database holds whoever connects, and whoever asks, forever.`
  const [missing, other, name, otherName] = isMissing(connect) ? [connect, query, 'connect', 'query'] : [query, connect, 'query', 'connect']
  const off = isMissing(missing) && missing.because === 'off' ? `its ${name} timeout switched off` : `no ${name} timeout`
  const beside = other?.state === 'set' && other.value !== undefined ? ` (its ${otherName} timeout is ${other.value})` : ''
  return `This ${library} client has ${off}${beside}. A silent database holds whoever ${name === 'connect' ? 'connects' : 'asks'} forever.`
}
