import type { Given, Proof, Stage } from '../proof.js'

async function token(_: Given, stage: Stage) {
  const { OAuth2 } = await stage.load()
  const oauth = new OAuth2('id', 'secret', stage.peer.url)
  return new Promise(resolve => oauth.getOAuthAccessToken('code', {}, resolve))
}

export default { model: 'oauth.json', scenes: [{ send: token }] } satisfies Proof
