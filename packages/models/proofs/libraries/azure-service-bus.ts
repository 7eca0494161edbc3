import type { Given, Proof, Stage } from '../proof.js'

async function send({ config, options, messages }: Given, stage: Stage) {
  const { ServiceBusClient } = await stage.load()
  const { host, port } = stage.peer
  const bus = new ServiceBusClient(`Endpoint=sb://${host};SharedAccessKeyName=name;SharedAccessKey=key`, { customEndpointAddress: `sb://${host}:${port}`, ...config, retryOptions: { maxRetries: 0, ...config?.retryOptions } })
  return bus.createSender('orders').sendMessages({ body: 'order', ...messages }, options)
}

export default {
  model: 'azure-service-bus.json',
  scenes: [{ rows: ['bound', 'default'], send }],
  unproven: { retries: 'nothing on this machine speaks AMQP and fails as often as is asked', idempotency: 'nothing on this machine speaks its protocol' },
} satisfies Proof
