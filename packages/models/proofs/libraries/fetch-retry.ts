import type { Proof } from '../proof.js'

export default {
  model: 'fetch-retry.json',
  hot: true,
  scenes: [
    { rows: ['ineffective'], arguments: () => ({ fetcher: fetch }) },
    { rows: ['retries', 'patience'], arguments: () => ({ fetcher: fetch }), retrying: () => ({ fetcher: fetch }), methods: { POST: { arguments: { init: { method: 'POST' } } } } },
    { arguments: () => ({ fetcher: fetch, init: { retries: 0 } }) },
  ],
} satisfies Proof
