import { generateKeyPairSync } from 'node:crypto'
import type { Given, Proof, Stage } from '../proof.js'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

async function send({ config }: Given, stage: Stage) {
  const { Provider, Notification } = (await stage.load()).default
  const { host: address, port } = stage.peer
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
  const provider = new Provider({ token: { key, keyId: 'key', teamId: 'team' }, address, port, ...config })
  stage.after(() => provider.shutdown())
  return provider.send(new Notification({ alert: 'Late', topic: 'shop' }), 'a'.repeat(64))
}

export default { model: 'parse-node-apn.json', scenes: [{ send }], unproven: { 'covers timeout': 'the peers that begin to answer speak no HTTP/2' } } satisfies Proof
