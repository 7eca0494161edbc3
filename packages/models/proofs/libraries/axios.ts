import type { Proof } from '../proof.js'

export default {
  model: 'axios.json',
  installed: [{ axios: 'axios-0' }, {}],
  hot: true,
  scenes: [{ rows: ['ineffective config.httpsAgent', 'ineffective defaults.httpsAgent'], arguments: ({ port }) => ({ url: `https://127.0.0.1:${port}` }) }, {}],
} satisfies Proof
