import type { Given, Proof, Stage } from '../proof.js'

async function access({ options }: Given, stage: Stage) {
  const { SecretManagerServiceClient } = await stage.load()
  const { credentials } = await stage.load('@grpc/grpc-js')
  const secrets = new SecretManagerServiceClient({ projectId: 'project', servicePath: stage.peer.host, port: stage.peer.port, sslCreds: credentials.createInsecure() })
  stage.after(() => secrets.close())
  return secrets.accessSecretVersion({ name: 'projects/project/secrets/orders/versions/latest' }, options)
}

export default {
  model: 'google-cloud-secret-manager.json',
  scenes: [{ rows: ['bound', 'default'], send: access }],
  unproven: { covers: 'the peers that hold a request up on its way do not speak gRPC' },
} satisfies Proof
