import type { Given, Proof, Stage } from '../proof.js'

async function track({ config }: Given, stage: Stage) {
  const { default: Analytics } = await stage.load()
  const analytics = new Analytics('key', { host: stage.peer.url, ...config })
  // The first message is sent at once; what is lost is told twice.
  return new Promise((resolve, reject) => {
    const flushed = (error?: Error) => (error ? reject(error) : resolve('sent'))
    analytics.errorHandler = () => {}
    analytics.track({ userId: 'user', event: 'ordered' }, flushed)
  })
}

export default {
  model: 'analytics-node.json',
  hot: true,
  scenes: [{ rows: ['retries'], send: track }, { send: ({ config }, stage) => track({ config: { retryCount: 0, ...config } }, stage) }],
} satisfies Proof
