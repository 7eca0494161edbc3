import type { Given, Proof, Stage } from '../proof.js'

/** A token that nobody signed: it is enough to be asked for its key. */
const TOKEN = [{ alg: 'RS256', kid: 'key' }, { sub: 'user' }, 'signature'].map(part => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')).join('.')

async function verify({ options }: Given, stage: Stage) {
  const { createRemoteJWKSet, jwtVerify } = await stage.load()
  return jwtVerify(TOKEN, createRemoteJWKSet(new URL(stage.peer.url), options))
}

export default { model: 'jose.json', installed: [{ jose: 'jose-4' }, { jose: 'jose-5' }, {}], scenes: [{ send: verify }] } satisfies Proof
