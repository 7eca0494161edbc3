import type { Proof } from '../proof.js'

export default {
  model: 'bluebird.json',
  hot: true,
  // What is awaited is never settled, be it given as a promise or by a function.
  scenes: [{ rows: ['deadline'], arguments: () => ({ delay: 150, message: 'late', awaited: Object.assign(() => new Promise(() => {}), { then: () => {} }) }) }],
} satisfies Proof
