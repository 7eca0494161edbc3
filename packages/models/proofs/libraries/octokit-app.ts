import { generateKeyPairSync } from 'node:crypto'
import type { Given, Proof, Stage } from '../proof.js'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })

/** The app asks as itself: an installation would have to be given a token first. */
async function meta({ params }: Given, stage: Stage) {
  const { App } = await stage.load()
  const { Octokit } = await stage.load('@octokit/core')
  const app = new App({ appId: 1, privateKey, Octokit: Octokit.defaults({ baseUrl: stage.peer.url }) })
  return app.octokit.request('GET /app', params)
}

export default { model: 'octokit-app.json', scenes: [{ send: meta }], hot: true } satisfies Proof
