import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer) => ({ config: { url }, query: 'RETURN 1', bindings: {}, options: {} })

export default {
  model: 'arangojs.json',
  hot: true,
  scenes: [
    { rows: ['bound timeout bindings.timeout'], calls: ['db.query(query, bindings, options)'], arguments: peer => ({ ...given(peer), query: { query: 'RETURN 1', bindVars: {} } }) },
    { calls: ['db.query(query, bindings, options)'], arguments: given },
  ],
} satisfies Proof
