import { tmpdir } from 'node:os'
import type { Proof } from '../proof.js'

export default {
  model: 'simple-git.json',
  installed: [{ 'simple-git': 'simple-git-3' }, {}],
  hot: true,
  scenes: [
    {
      send: async ({ config }, stage) => {
        const { simpleGit } = await stage.load()
        return simpleGit({ baseDir: tmpdir(), ...config }).listRemote([`${stage.peer.url}/orders.git`])
      },
    },
  ],
} satisfies Proof
