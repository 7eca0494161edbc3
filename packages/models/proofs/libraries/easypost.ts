import type { Proof } from '../proof.js'

export default {
  model: 'easypost.json',
  hot: true,
  scenes: [{ calls: ['easypost.Tracker.retrieve(id)'], made: { easypost: 'module(key, config)' }, arguments: ({ url }) => ({ key: 'key', config: { baseUrl: `${url}/` }, id: 'trk_1' }) }],
} satisfies Proof
