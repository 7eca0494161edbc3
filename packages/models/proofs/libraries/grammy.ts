import type { Peer } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

const settings = ({ url }: Peer) => ({ token: '1:token', settings: { apiRoot: url } })

/** A bot's own API, where the options stand one deeper. */
async function ask({ config }: Given, stage: Stage) {
  const { Bot } = await stage.load()
  return new Bot('1:token', { client: { apiRoot: stage.peer.url, ...config?.client } }).api.getChat(1)
}

export default {
  model: 'grammy.json',
  scenes: [
    { rows: ['bound timeout config.client.timeoutSeconds'], send: ask },
    { calls: ['api.getMe(signal)'], made: { api: 'module.Api(token, settings)' }, arguments: settings },
  ],
} satisfies Proof
