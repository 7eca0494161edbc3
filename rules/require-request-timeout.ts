import { defineRule, spoken, type Limit, type Operation } from '@bulkhead/analysis'

export default defineRule({
  name: 'require-request-timeout',
  check: 'resilience',
  judges: 'outbound requests',
  covers: 'timeouts',
  behind: 'no-ineffective-timeout',
  summary: 'Require every outbound request to have a time limit.',
  why: `
    A request without a limit waits as long as the other side stays silent. Each waiting request holds a socket, memory
    and its caller, so one slow dependency takes this service down with it, and then the services that call this one.
    That holds for HTTP, for mail, and for every other protocol in which a caller waits for an answer: SSH and SFTP, FTP, LDAP,
    Git, the acknowledgements of a socket. There a limit of the connect says nothing of what comes after it.

    What stands on the fetch of Node.js gives a silent peer up after five minutes, at each attempt. Nobody chose those, callers are gone long before, and they begin anew
    with every piece of an answer that drips: the rule does not take them for a limit, and its message tells of them.
  `,
  fix: 'Set a timeout where the client is created, or pass one (or a signal that a timer drives, such as AbortSignal.timeout(ms)) on the call itself.',

  *find(file) {
    for (const request of KINDS.flatMap(kind => [...file.operations(kind)])) {
      const limit = request.limit('timeout')
      if (limit.state === 'set') yield { is: 'fine' }
      else if (limit.state === 'unknown') {
        // What a caller decides is judged at that caller.
        if (!limit.open || !request.isDecidedByCallers) yield { is: 'unknown', at: request.place, why: limit.why }
      }
      else yield { is: 'wrong', at: request.causeOf(limit), message: messageOf(request, limit), about: request.about, related: evidence(request), suggestion: request.boundSuggestion(limit) }
    }
  },
})

const KINDS = ['http.request', 'mail.send', 'remote.call'] as const

function messageOf({ library, kind, patience }: Operation, { because, client }: Limit & { state: 'unlimited' }): string {
  const request = nounOf(kind)
  const atLast = typeof patience === 'number' ? spoken(patience) : undefined
  switch (because) {
    case 'caller-only': return `This ${library} ${request} has a signal that only its caller can cancel. A silent peer holds it for as long as nobody does${atLast ? `, up to ${atLast}` : ''}.`
    case 'event-only': return `This ${library} ${request} has a timeout that only emits an event. Nothing ends it, so a silent peer holds every caller forever.`
    // What would end it at last may be what is switched off.
    case 'off': return `This ${library} ${client ? 'client' : request} has its timeout switched off. A silent peer holds every caller${patience === 'forever' ? ' forever' : ''}.`
    default: return `This ${library} ${client ? 'client' : request} has no timeout. A silent peer holds every caller${atLast ? ` for up to ${atLast}, one that drips forever` : patience === 'forever' ? ' forever' : ''}.`
  }
}

function evidence(request: Operation) {
  const how = request.wrapped ? 'is sent from here, without a limit of its own' : 'is sent from here'
  return [{ place: request.place, message: `A ${nounOf(request.kind)} ${how}.` }, ...request.via.map(place => ({ place, message: `The ${nounOf(request.kind)} passes through here.` }))]
}

/** SSH, FTP, LDAP and Git have no requests. */
const nounOf = (kind: Operation['kind']): string => kind === 'remote.call' ? 'call' : 'request'
