import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Stage } from './proof.js'

/** A server that forwards what it is asked, and the answer that somebody gets who asks it and has all the time in the world. */
export async function forwarded(stage: Stage, forward: RequestListener): Promise<string> {
  const server = createServer(forward)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  stage.after(() => void server.close().closeAllConnections())
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`)
  return response.text()
}
