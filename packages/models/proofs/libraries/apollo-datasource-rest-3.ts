import type { Given, Proof, Stage } from '../proof.js'

async function ask({ options }: Given, stage: Stage) {
  const { RESTDataSource } = await stage.load()
  const source = new RESTDataSource()
  source.baseURL = stage.peer.url
  source.initialize({})
  return source.get('/orders', {}, options)
}

export default { model: 'apollo-datasource-rest-3.json', scenes: [{ send: ask }] } satisfies Proof
