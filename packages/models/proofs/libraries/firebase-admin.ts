import http from 'node:http'
import type { Proof, Stage } from '../proof.js'

/** Its only address that can be chosen is that of the emulator for accounts. */
async function getUser(stage: Stage) {
  process.env['FIREBASE_AUTH_EMULATOR_HOST'] = `${stage.peer.host}:${stage.peer.port}`
  const { initializeApp } = await stage.load('firebase-admin/app')
  const { getAuth } = await stage.load('firebase-admin/auth')
  const credential = { getAccessToken: () => Promise.resolve({ access_token: 'token', expires_in: 3600 }) }
  return getAuth(initializeApp({ projectId: 'project', credential }, crypto.randomUUID())).getUser('user')
}

/** When the first attempt is over: nothing keeps it from trying again. */
function firstAttempt(stage: Stage): Promise<void> {
  const { request } = http
  return new Promise(resolve => {
    const watched = (...given: Parameters<typeof request>) => request(...given).once('close', resolve)
    Object.assign(http, { request: watched })
    stage.after(() => Object.assign(http, { request }))
    void getUser(stage).catch(() => {})
  })
}

export default { model: 'firebase-admin.json', scenes: [{ rows: ['default'], send: (_, stage) => firstAttempt(stage) }, { send: (_, stage) => getUser(stage) }] } satisfies Proof
