import type { Given, Proof, Stage } from '../proof.js'

/** Retries by itself only where it is told to. */
async function request({ config, settings }: Given, stage: Stage) {
  const { createPipelineFromOptions, createDefaultHttpClient, createPipelineRequest } = await stage.load()
  return createPipelineFromOptions(settings).sendRequest(createDefaultHttpClient(), createPipelineRequest({ url: stage.peer.url, allowInsecureConnection: true, ...config }))
}

export default {
  model: 'azure-core-rest-pipeline.json',
  scenes: [
    { rows: ['retries'], send: request },
    { send: ({ config }, stage) => request({ config, settings: { retryOptions: { maxRetries: 0 } } }, stage) },
  ],
} satisfies Proof
