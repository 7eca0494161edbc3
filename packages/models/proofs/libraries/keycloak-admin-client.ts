import type { Given, Proof, Stage } from '../proof.js'

async function find({ config }: Given, stage: Stage) {
  const { default: KeycloakAdminClient } = await stage.load()
  const keycloak = new KeycloakAdminClient({ baseUrl: stage.peer.url, ...config })
  keycloak.registerTokenProvider({ getAccessToken: async () => 'token' })
  return keycloak.users.find({})
}

export default { model: 'keycloak-admin-client.json', scenes: [{ send: find }] } satisfies Proof
