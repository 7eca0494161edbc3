import type { Given, Proof, Stage } from '../proof.js'

async function notify({ notification }: Given, stage: Stage) {
  const { DefaultApi, ServerConfiguration, createConfiguration } = await stage.load()
  const onesignal = new DefaultApi(createConfiguration({ restApiKey: 'key', baseServer: new ServerConfiguration(stage.peer.url, {}) }))
  return onesignal.createNotification({ app_id: 'app', contents: { en: 'Paid' }, ...notification })
}

export default { model: 'onesignal.json', hot: true, scenes: [{ send: notify }] } satisfies Proof
