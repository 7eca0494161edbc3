import { forwarded } from '../forwarded.js'
import type { Given, Proof, Stage } from '../proof.js'

async function forward({ options, config }: Given, stage: Stage) {
  const { default: httpProxy } = await stage.load()
  const proxy = httpProxy.createProxyServer({ target: stage.peer.url, ...config })
  stage.after(() => proxy.close())
  return forwarded(stage, (request, response) => proxy.web(request, response, { ...options }, () => response.writeHead(502).end()))
}

export default { model: 'http-proxy.json', scenes: [{ send: forward }] } satisfies Proof
