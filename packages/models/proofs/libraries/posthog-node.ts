import type { Given, Proof, Stage } from '../proof.js'

async function capture({ config }: Given, stage: Stage) {
  const { PostHog } = await stage.load()
  const posthog = new PostHog('key', { host: stage.peer.url, disableGeoip: true, ...config })
  // What is lost in the end is only told to whoever listens.
  return new Promise((resolve, reject) => {
    posthog.on('error', reject)
    void posthog.captureImmediate({ distinctId: 'user', event: 'ordered' }).then(resolve, reject)
  })
}

export default {
  model: 'posthog-node.json',
  scenes: [{ rows: ['retries'], send: capture }, { send: ({ config }, stage) => capture({ config: { fetchRetryCount: 0, ...config } }, stage) }],
  unproven: { 'covers timeout': 'it does not read what comes after the headers' },
} satisfies Proof
