import type { Given, Proof, Stage } from '../proof.js'

/** The identity of an App Service is asked for at an address of the environment. */
async function managed({ options }: Given, stage: Stage) {
  Object.assign(process.env, { IDENTITY_ENDPOINT: `${stage.peer.url}/msi/token`, IDENTITY_HEADER: 'header' })
  const { ManagedIdentityCredential } = await stage.load()
  return new ManagedIdentityCredential({ retryOptions: { maxRetries: 0 } }).getToken('https://orders.example/.default', options)
}

async function secret({ options }: Given, stage: Stage) {
  const { ClientSecretCredential } = await stage.load()
  const config = { authorityHost: `https://${stage.peer.host}:${stage.peer.port}`, disableInstanceDiscovery: true, retryOptions: { maxRetries: 0 } }
  return new ClientSecretCredential(crypto.randomUUID(), crypto.randomUUID(), 'secret', config).getToken('https://orders.example/.default', options)
}

export default {
  model: 'azure-identity.json',
  scenes: [{ send: async (given, stage) => Promise.race([managed(given, stage), secret(given, stage)]) }],
} satisfies Proof
