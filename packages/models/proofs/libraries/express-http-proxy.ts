import type { ServerResponse } from 'node:http'
import { forwarded } from '../forwarded.js'
import type { Given, Proof, Stage } from '../proof.js'

async function forward({ options }: Given, stage: Stage) {
  const { default: proxy } = await stage.load()
  const middleware = proxy(stage.peer.url, options)
  // What Express gives its responses beside those of the http module.
  const express = (response: ServerResponse) => Object.assign(response, { status: (code: number) => Object.assign(response, { statusCode: code }), set: (name: string, value: string) => response.setHeader(name, value), send: (body: unknown) => response.end(body) })
  return forwarded(stage, (request, response) => middleware(request, express(response), () => response.writeHead(502).end()))
}

export default { model: 'express-http-proxy.json', scenes: [{ send: forward }] } satisfies Proof
