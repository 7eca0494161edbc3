import type { Given, Proof, Stage } from '../proof.js'

/** It sends to one address only, so that of its client is changed. */
async function load(_: Given, stage: Stage) {
  const { GoogleSpreadsheet } = await stage.load()
  const doc = new GoogleSpreadsheet('sheet', { token: 'token' })
  // The third version is told its key by a method.
  if (doc.useApiKey) doc.useApiKey('key')
  const client = doc.sheetsApi ?? doc.axios
  client.defaults.baseURL = stage.peer.url
  return doc.loadInfo()
}

export default {
  model: 'google-spreadsheet-4.json',
  installed: [{ 'google-spreadsheet': 'google-spreadsheet-3' }, { 'google-spreadsheet': 'google-spreadsheet-4' }],
  scenes: [{ send: load }],
} satisfies Proof
