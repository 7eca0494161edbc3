import type { Proof } from '../proof.js'

export default {
  model: 'neondatabase-serverless.json',
  hot: true,
  scenes: [
    {
      send: async ({ config, settings }, stage) => {
        const { neon, neonConfig } = await stage.load()
        neonConfig.fetchEndpoint = (_host: string, port: string) => `http://127.0.0.1:${port}/sql`
        return neon(`postgres://shop:none@127.0.0.1:${stage.peer.port}/shop`, config).query('select 1', [], settings)
      },
    },
  ],
} satisfies Proof
