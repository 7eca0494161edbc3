import type { Given, Proof, Stage } from '../proof.js'

async function query({ config }: Given, stage: Stage) {
  const { InfluxDB } = await stage.load()
  return new InfluxDB({ url: stage.peer.url, token: 'token', ...config }).getQueryApi('shop').collectRows('from(bucket: "orders")')
}

export default { model: 'influxdb-client.json', scenes: [{ send: query }] } satisfies Proof
