import type { Given, Proof, Stage } from '../proof.js'

/** A vault asks for a token first, and refuses to send one without TLS: what it would have challenged is left out. */
async function get({ config, options }: Given, stage: Stage) {
  const { SecretClient } = await stage.load()
  const credential = { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }) }
  return new SecretClient(stage.peer.url, credential, { allowInsecureConnection: true, disableChallengeResourceVerification: true, ...config }).getSecret('orders', options)
}

export default {
  model: 'azure-keyvault-secrets.json',
  scenes: [{ rows: ['retries'], send: get }, { send: ({ config, options }, stage) => get({ config: { retryOptions: { maxRetries: 0 }, ...config }, options }, stage) }],
} satisfies Proof
