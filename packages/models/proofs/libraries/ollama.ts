import type { Proof } from '../proof.js'

export default {
  model: 'ollama.json',
  scenes: [{ made: { ollama: 'module.Ollama(config)' }, calls: ['ollama.generate(request)'], arguments: ({ url }) => ({ config: { host: url }, request: { model: 'gemma', prompt: 'Hello' } }) }],
} satisfies Proof
