import type { Proof } from '../proof.js'

export default {
  model: 'wretch.json',
  installed: [{}, { wretch: 'wretch-3' }],
  hot: true,
  scenes: [
    {
      // What a call gives is neither a promise nor an emitter before it is told what to make of the body.
      send: async ({ url, settings, more, ms }, stage) => {
        const [{ default: wretch }, { default: AbortAddon }] = [await stage.load(), await stage.load('wretch/addons/abort')]
        const sent = wretch(url, settings).options(more).addon(AbortAddon()).get()
        return (ms === undefined ? sent : sent.setTimeout(ms)).text()
      },
      chains: true,
      arguments: () => ({ more: {} }),
    },
  ],
} satisfies Proof
