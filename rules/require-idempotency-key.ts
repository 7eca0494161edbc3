import { defineRule, type Key, type Operation } from '@bulkhead/analysis'

const DOES: Record<string, string> = {
  charge: 'charges', capture: 'captures', refund: 'refunds', payout: 'pays out', send: 'sends', create: 'creates', enqueue: 'enqueues',
}

export default defineRule({
  name: 'require-idempotency-key',
  check: 'idempotency',
  judges: 'side-effecting requests',
  covers: 'outbound side effects',
  summary: 'Require an idempotency key on calls that move money, create or send through a provider that takes one.',
  why: `
    When the answer to such a call is lost, nobody knows whether it took effect. Whoever tries again, be it a retry, a job that
    restarts or a user who clicks twice, does it a second time. The provider can tell a repetition from a new request only by its key.
  `,
  fix: 'Pass a key that is made from what is being done (an order, an invoice, an attempt that is stored), so that it is the same on every attempt.',
  options: { enqueue: false },
  optionTexts: { enqueue: 'Also ask for a job or deduplication id where a message is put on a queue that takes one.' },

  *find(file, { enqueue }) {
    for (const operation of file.operations()) {
      const key = operation.keyIsOptional && !enqueue ? undefined : operation.key()
      if (!key) continue
      if (key.state === 'set') yield { is: 'fine' }
      else if (key.state === 'unknown') yield { is: 'unknown', at: operation.place, why: key.why }
      else yield { is: 'wrong', at: operation.sitePlace, message: messageOf(operation, key.state), related: evidence(operation, key), suggestion: operation.keySuggestion() }
    }
  },
})

function messageOf({ library, effect, keyIsOptional, repeatIsRefused }: Operation, state: 'missing' | 'fresh'): string {
  const does = DOES[effect ?? ''] ?? 'acts'
  const key = keyIsOptional ? 'job or deduplication id' : 'idempotency key'
  const follows = repeatIsRefused ? 'A second attempt fails, and nobody can tell whether the first one took effect.' : 'A second attempt does it again.'
  return `This ${library} call ${does} ${state === 'missing' ? `and has no ${key}` : 'with a new key on every attempt'}. ${follows}`
}

/** Where the key is made, or who could have given one. That the call is called where it stands is no news, and is left out. */
function evidence({ place, library }: Operation, key: Key & { state: 'missing' | 'fresh' }) {
  if (key.state === 'fresh') return [{ place: key.source, message: 'The key is made here, anew each time.' }]
  const unread = key.source ? [{ place: key.source, message: `A key is put here, where ${library} does not read one.` }] : []
  return [{ place, message: 'It is called from here, without a key.' }, ...unread]
}
