import type { Given, Proof, Stage } from '../proof.js'
import type { Peer } from '../peer.js'

/** Without its live connection, which needs a newer Node.js. */
const config = () => ({ realtime: { transport: class {} }, auth: { autoRefreshToken: false, persistSession: false } })

async function client(given: Given, stage: Stage) {
  const { createClient } = await stage.load()
  return createClient(stage.peer.url, 'key', { ...config(), ...given['config'] })
}

export default {
  model: 'supabase.json',
  hot: true,
  scenes: [
    { rows: ['bound timeout options.timeout', 'covers timeout options.timeout', 'bound timeout options.signal'], send: async (given, stage) => (await client(given, stage)).functions.invoke('send', given['options']) },
    {
      rows: ['bound timeout result.abortSignal(signal) signal', 'covers timeout result.abortSignal(signal) signal'],
      made: { supabase: 'module.createClient(url, key, config)' },
      calls: ['supabase.from(table).select(columns, settings)'],
      arguments: ({ url }: Peer) => ({ url, key: 'key', config: config(), table: 'orders', columns: '*' }),
    },
    { rows: ['bound timeout config.db.timeout', 'covers timeout config.db.timeout', 'default'], send: async (given, stage) => (await client(given, stage)).from('orders').select().retry(false) },
    { rows: ['retries read', 'patience'], send: async (given, stage) => (await client(given, stage)).from('orders').select() },
    { send: async (given, stage) => (await client(given, stage)).from('orders').insert({ id: 1 }) },
  ],
} satisfies Proof
