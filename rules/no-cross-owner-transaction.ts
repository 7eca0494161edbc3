import { defineRule, type TransactionUses } from '@bulkhead/analysis'

export default defineRule({
  name: 'no-cross-owner-transaction',
  check: 'static-analysis',
  judges: 'transactions that write',
  covers: 'transactions of one owner',
  summary: 'Disallow writing tables of several owners in one transaction.',
  why: `
    A transaction over the tables of two owners ties them to one database for good: neither can move, be scaled or be released by itself, and each holds
    locks on rows of the other. It is the last thing that keeps a monolith from being taken apart, and nobody sees it in an import.

    It is a warning where what describes the tables lies in packages that belong to no service, as where several programs keep one schema: that may be meant. A write that the configuration
    accepts (\`tables: { users: { accept: ["orders"] } }\`) is none over the owner's head.
  `,
  fix: 'Commit what is yours, and tell the other side by an event that is written in the same transaction (an outbox). What must be undone together becomes a saga with a compensation.',
  whole: 'tables',

  *find(file) {
    for (const transaction of file.transactions()) {
      const owners = transaction.strangers.map(({ name }) => name)
      if (owners.length > 1) yield { is: 'wrong', at: transaction.at, atMost: transaction.common ? 'warn' : undefined, message: messageOf(transaction, owners), related: transaction.writes.map(({ access, owner }) => ({ place: access.at, message: `${access.table!.name}${owner ? ` of ${owner.service.name}` : ''} is written here.` })) }
      else if (transaction.writes.some(({ owner }) => !owner)) yield { is: 'unknown', at: transaction.at, why: 'nothing tells whose a table is that it writes' }
      else yield { is: 'fine' }
    }
  },
})

function messageOf({ writes }: TransactionUses, owners: string[]): string {
  const tables = owners.map(name => {
    const of = [...new Set(writes.flatMap(({ access, owner }) => owner?.service.name === name ? [access.table!.name] : []))].sort()
    return `${of.join(', ')} of ${name}`
  })
  return `One transaction writes ${tables.slice(0, -1).join(', ')} and ${tables.at(-1)}. Neither can be taken out of their one database.`
}
