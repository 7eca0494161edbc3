import { plain } from '../plain.js'
import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const event = (peer: Peer) => ({ agent: plain(peer), data: { routing_key: 'key', event_action: 'trigger', payload: { summary: 'Late', source: 'shop', severity: 'error' } } })

export default {
  model: 'pagerduty-pdjs.json',
  hot: true,
  scenes: [
    { rows: ['bound timeout preset.timeout', 'bound timeout preset.signal', 'ineffective preset.requestTimeout'], calls: ['pagerduty.get(endpoint)'], arguments: peer => ({ preset: { token: 'token', agent: plain(peer) }, endpoint: '/incidents' }) },
    { calls: ['module.trigger(request)'], arguments: peer => ({ request: event(peer) }) },
  ],
} satisfies Proof
