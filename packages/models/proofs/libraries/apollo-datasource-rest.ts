import type { Given, Proof, Stage } from '../proof.js'

async function ask({ options }: Given, stage: Stage) {
  const { RESTDataSource } = await stage.load()
  const source = new RESTDataSource()
  source.baseURL = stage.peer.url
  return source.get('/orders', options)
}

export default { model: 'apollo-datasource-rest.json', hot: true, scenes: [{ send: ask }] } satisfies Proof
