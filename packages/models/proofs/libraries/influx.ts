import type { Given, Proof, Stage } from '../proof.js'

async function query({ config }: Given, stage: Stage) {
  const { InfluxDB } = await stage.load()
  return new InfluxDB({ host: stage.peer.host, port: stage.peer.port, database: 'shop', ...config }).query('select * from orders')
}

export default {
  model: 'influx.json',
  scenes: [{ send: query }],
} satisfies Proof
