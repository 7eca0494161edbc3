import type { Given, Proof, Stage } from '../proof.js'

async function models({ config, options }: Given, stage: Stage) {
  const { Configuration, OpenAIApi } = (await stage.load()).default
  return new OpenAIApi(new Configuration({ apiKey: 'key', basePath: stage.peer.url, ...config })).listModels(options)
}

export default {
  model: 'openai-3.json',
  installed: [{ openai: 'openai-3' }],
  hot: true,
  scenes: [{ send: models }],
} satisfies Proof
