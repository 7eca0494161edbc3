import type { Given, Proof, Stage } from '../proof.js'

/** One method of a service, as generated code describes it. */
async function call({ options, settings }: Given, stage: Stage) {
  const { createClient } = await stage.load()
  const { createConnectTransport } = await stage.load('@connectrpc/connect-node')
  const { file_google_protobuf_empty, EmptySchema } = await stage.load('@bufbuild/protobuf/wkt')
  const service = { kind: 'service', typeName: 'acme.Orders', file: file_google_protobuf_empty, methods: [{ kind: 'rpc', name: 'Get', localName: 'get', methodKind: 'unary', input: EmptySchema, output: EmptySchema, idempotency: 0 }] }
  Object.assign(service.methods[0]!, { parent: service })
  return createClient(service, createConnectTransport({ baseUrl: stage.peer.url, httpVersion: '1.1', ...settings })).get({}, options)
}

export default { model: 'connectrpc.json', hot: true, scenes: [{ send: call }] } satisfies Proof
