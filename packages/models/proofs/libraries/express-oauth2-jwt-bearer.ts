import type { Given, Proof, Stage } from '../proof.js'

const TOKEN = [{ alg: 'RS256', kid: 'key' }, { sub: 'user' }].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')

async function enter({ config }: Given, stage: Stage) {
  const { auth } = await stage.load()
  const middleware = auth({ issuerBaseURL: stage.peer.url, audience: 'shop', ...config })
  const request = { headers: { host: 'shop.example', authorization: `Bearer ${TOKEN}.signature` }, query: {}, is: () => false, method: 'GET', get: (name: string) => (name === 'Host' ? 'shop.example' : undefined), protocol: 'http', url: '/', originalUrl: '/' }
  return new Promise((resolve, reject) => middleware(request, {}, (error?: Error) => (error ? reject(error) : resolve(undefined))))
}

export default { model: 'express-oauth2-jwt-bearer.json', scenes: [{ send: enter }] } satisfies Proof
