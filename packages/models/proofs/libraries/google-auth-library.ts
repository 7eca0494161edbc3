import type { Peer } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

/** A client whose token is asked for at the peer. */
async function client({ peer, load }: { peer: Peer; load: Stage['load'] }) {
  const { OAuth2Client } = await load()
  const oauth = new OAuth2Client({ clientId: 'id', clientSecret: 'secret', endpoints: { oauth2TokenUrl: `${peer.url}/token` } })
  oauth.setCredentials({ refresh_token: 'refresh' })
  return oauth
}

async function request({ options }: Given, stage: Stage) {
  const { OAuth2Client } = await stage.load()
  const oauth = new OAuth2Client()
  oauth.setCredentials({ access_token: 'token', expiry_date: Date.now() + 3_600_000 })
  return oauth.request({ url: stage.peer.url, retry: false, ...options })
}

export default {
  model: 'google-auth-library.json',
  hot: true,
  scenes: [
    { rows: ['bound', 'covers', 'default'], send: request },
    { send: async (_, stage) => (await client({ peer: stage.peer, load: specifier => stage.load(specifier) })).getAccessToken() },
  ],
} satisfies Proof
