import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

/** Only what carries an error of Notion is tried again, so the peer's answers are dressed as one. */
const CODES: Record<number, string> = { 429: 'rate_limited', 500: 'internal_server_error', 503: 'service_unavailable', 529: 'service_overload' }

async function dressed(...request: Parameters<typeof fetch>): Promise<Response> {
  const { status } = await fetch(...request)
  return new Response(JSON.stringify({ object: 'error', status, code: CODES[status], message: 'no' }), { status })
}

const client = ({ url }: Peer) => ({ auth: 'token', baseUrl: url, logLevel: 'error' })

export default {
  model: 'notion.json',
  hot: true,
  scenes: [
    { rows: ['retries read delete', 'retries config.retry.maxRetries read delete'], calls: ['notion.users.list(params)'], arguments: peer => ({ config: { ...client(peer), fetch: dressed }, params: {} }) },
    { rows: ['retries'], calls: ['notion.pages.create(params)'], arguments: peer => ({ config: { ...client(peer), fetch: dressed }, params: {} }), methods: { GET: { call: 'notion.pages.create(params)' } } },
    { calls: ['notion.users.list(params)'], arguments: peer => ({ config: client(peer), params: {} }) },
  ],
} satisfies Proof
