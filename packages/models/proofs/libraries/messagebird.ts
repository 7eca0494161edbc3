import https from 'node:https'
import { plain } from '../plain.js'
import type { Given, Proof, Stage } from '../proof.js'

/** It sends to one address only, through the agent that all share at that moment. */
async function read({ timeout }: Given, stage: Stage) {
  const { initClient } = (await stage.load()).default
  const shared = https.globalAgent
  https.globalAgent = plain(stage.peer)
  const answer = new Promise(resolve => initClient('key', timeout).balance.read(resolve))
  https.globalAgent = shared
  return answer
}

export default { model: 'messagebird.json', scenes: [{ send: read }] } satisfies Proof
