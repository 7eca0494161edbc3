import type { Given, Proof, Stage } from '../proof.js'

async function create({ options, request }: Given, stage: Stage) {
  const { CloudTasksClient } = await stage.load()
  const { credentials } = await stage.load('@grpc/grpc-js')
  const tasks = new CloudTasksClient({ projectId: 'project', servicePath: stage.peer.host, port: stage.peer.port, sslCreds: credentials.createInsecure() })
  stage.after(() => tasks.close())
  return tasks.createTask({ parent: 'projects/project/locations/here/queues/orders', task: { httpRequest: { url: 'https://orders.example' } }, ...request }, options)
}

export default {
  model: 'google-cloud-tasks.json',
  scenes: [{ rows: ['bound', 'default'], send: create }],
  unproven: { retries: 'the peers that fail do not speak gRPC', idempotency: 'the peers that answer do not speak gRPC' },
} satisfies Proof
