import type { Given, Proof, Stage } from '../proof.js'

/** It sends to one address only, so that of its client is changed. */
async function load({ options }: Given, stage: Stage) {
  const { GoogleSpreadsheet } = await stage.load()
  const doc = new GoogleSpreadsheet('sheet', { token: 'token' }, options)
  doc.sheetsApi = doc.sheetsApi.extend({ prefix: stage.peer.url })
  return doc.loadInfo()
}

export default { model: 'google-spreadsheet.json', scenes: [{ send: load }] } satisfies Proof
