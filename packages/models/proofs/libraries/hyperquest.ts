import type { EventEmitter } from 'node:events'
import type { Given, Proof, Stage } from '../proof.js'

async function get({ options }: Given, stage: Stage) {
  const { default: hyperquest } = await stage.load()
  const stream: EventEmitter & { resume(): void } = hyperquest.get(stage.peer.url, options)
  stream.resume()
  return new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject))
}

export default { model: 'hyperquest.json', scenes: [{ send: get }] } satisfies Proof
