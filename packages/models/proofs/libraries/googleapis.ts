import type { Given, Proof, Stage } from '../proof.js'

async function drive({ settings }: Given, stage: Stage) {
  const { drive } = await stage.load()
  return drive({ version: 'v3', auth: 'key', rootUrl: `${stage.peer.url}/`, ...settings })
}

export default {
  model: 'googleapis.json',
  modules: ['@googleapis/drive'],
  scenes: [
    { rows: ['retries read', 'retries options.retryConfig.retry read'], send: async (given, stage) => (await drive(given, stage)).files.list({}, given['options']) },
    { rows: ['retries'], send: async (given, stage) => (await drive(given, stage)).files.create({}, given['options']) },
    { send: async (given, stage) => (await drive({ settings: { retry: false, ...given['settings'] } }, stage)).files.list({}, given['options']) },
  ],
} satisfies Proof
