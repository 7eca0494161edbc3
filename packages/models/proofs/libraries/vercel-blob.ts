import type { Given, Proof, Stage } from '../proof.js'

/** Where it sends to, and how often, is said by the environment alone. */
async function list({ options }: Given, stage: Stage, retries?: string) {
  process.env['VERCEL_BLOB_API_URL'] = stage.peer.url
  if (retries === undefined) delete process.env['VERCEL_BLOB_RETRIES']
  else process.env['VERCEL_BLOB_RETRIES'] = retries
  return (await stage.load()).list({ token: 'vercel_blob_rw_store_token', ...options })
}

export default {
  model: 'vercel-blob.json',
  hot: true,
  scenes: [
    { rows: ['retries', 'patience'], speed: 500, send: (given, stage) => list(given, stage) },
    {
      // The end of `AbortSignal.timeout` would be taken for a network error.
      value: (ms): unknown => {
        const controller = new AbortController()
        setTimeout(() => controller.abort(), ms)
        return controller.signal
      },
      send: (given, stage) => list(given, stage, '0'),
    },
  ],
} satisfies Proof
