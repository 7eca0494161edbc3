import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const config = ({ url }: Peer) => ({ slackApiUrl: `${url}/`, logLevel: 'error' })

export default {
  model: 'slack-web-api.json',
  hot: true,
  scenes: [
    { rows: ['retries'], calls: ['slack.users.info(params)'], arguments: peer => ({ token: 'token', config: config(peer), params: { user: 'U1' } }), speed: 150 },
    // As many attempts as by default, with shorter waits, so that they come to an end.
    { rows: ['ineffective'], calls: ['slack.users.info(params)'], arguments: peer => ({ token: 'token', config: { ...config(peer), retryConfig: { retries: 10, minTimeout: 100, maxTimeout: 100 } }, params: { user: 'U1' } }) },
    { calls: ['slack.users.info(params)'], arguments: peer => ({ token: 'token', config: { ...config(peer), retryConfig: { retries: 0 } }, params: { user: 'U1' } }) },
  ],
} satisfies Proof
