import type { Proof } from '../proof.js'

/** Its address is fixed, and what it sends with takes no agent of ours. */
export default {
  model: 'spotify-web-api-node.json',
  scenes: [
    {
      send: async (_, stage) => {
        const { default: SpotifyWebApi } = await stage.load()
        const { default: manager } = await stage.load('spotify-web-api-node/src/http-manager.js')
        const usual = manager._makeRequest
        stage.after(() => (manager._makeRequest = usual))
        manager._makeRequest = (method: unknown, options: unknown, uri: string, done: unknown) => usual(method, options, uri.replace(/^https:..api.spotify.com(:443)?/, stage.peer.url), done)
        return new SpotifyWebApi({ accessToken: 'token' }).getMe()
      },
    },
  ],
} satisfies Proof
