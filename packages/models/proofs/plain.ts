import https from 'node:https'
import { connect } from 'node:net'
import type { Peer } from './peer.js'

/** An agent for libraries that send to nothing but TLS: it leads every request to a peer, which speaks without. */
export function plain({ host, port }: Peer): https.Agent {
  return Object.assign(new https.Agent(), { createConnection: () => connect(port, host) })
}

/** Begins a call of a library that takes no agent: what it asks for at once goes to a peer. */
export function throughPlain<T>(peer: Peer, call: () => T): T {
  const usual = https.globalAgent
  https.globalAgent = plain(peer)
  try {
    return call()
  } finally {
    https.globalAgent = usual
  }
}

/** Begins a call of a library whose address is fixed and that sends with the fetch of Node.js: what it asks for at once goes to a peer. */
export function throughFetch<T>({ url }: Peer, call: () => T): T {
  const usual = globalThis.fetch
  globalThis.fetch = (input, init) => usual(`${url}${new URL(input as string).pathname}`, init)
  try {
    return call()
  } finally {
    globalThis.fetch = usual
  }
}
