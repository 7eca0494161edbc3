import type { Proof } from '../proof.js'

const by = (method: string) => ({ arguments: { config: { method } } })

export default {
  model: 'axios-retry.json',
  scenes: [
    {
      send: async ({ options, config, url }, stage) => {
        const [{ default: axios }, { default: axiosRetry }] = [await stage.load('axios'), await stage.load()]
        const instance = axios.create()
        axiosRetry(instance, options)
        return instance.request({ ...config, url })
      },
      methods: { GET: by('GET'), POST: by('POST'), PUT: by('PUT'), DELETE: by('DELETE') },
    },
  ],
} satisfies Proof
