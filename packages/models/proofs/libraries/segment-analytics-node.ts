import type { Given, Proof, Stage } from '../proof.js'

/** It sends what was put into its queue before, and tells what came of it to whoever listens. */
async function flush({ config, options }: Given, stage: Stage) {
  const { Analytics } = await stage.load()
  const analytics = new Analytics({ writeKey: 'key', host: stage.peer.url, maxRetries: 0, ...config })
  return new Promise((resolve, reject) => {
    analytics.on('error', reject)
    analytics.track({ userId: 'user', event: 'ordered' })
    void analytics.flush(options).then(resolve, reject)
  })
}

export default {
  model: 'segment-analytics-node.json',
  hot: true,
  scenes: [{ rows: ['bound timeout options.timeout'], send: ({ config, options }, stage) => flush({ config: { httpRequestTimeout: 3_600_000, ...config }, options }, stage) }, { send: flush }],
  unproven: { 'covers timeout': 'it does not read what comes after the headers' },
} satisfies Proof
