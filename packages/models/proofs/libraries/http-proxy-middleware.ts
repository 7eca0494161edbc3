import { forwarded } from '../forwarded.js'
import type { Given, Proof, Stage } from '../proof.js'

async function forward({ config }: Given, stage: Stage) {
  const { createProxyMiddleware } = await stage.load()
  const middleware = createProxyMiddleware({ target: stage.peer.url, logger: undefined, logLevel: 'silent', ...config })
  return forwarded(stage, (request, response) => middleware(request, response, () => response.end()))
}

export default {
  model: 'http-proxy-middleware.json',
 
  installed: [{ 'http-proxy-middleware': 'http-proxy-middleware-2' }, { 'http-proxy-middleware': 'http-proxy-middleware-3' }, {}],
  scenes: [{ send: forward }],
} satisfies Proof
