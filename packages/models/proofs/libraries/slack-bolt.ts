import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer, retryConfig?: object) => ({
  settings: { token: 'token', signingSecret: 'secret', tokenVerificationEnabled: false, logLevel: 'error', clientOptions: { slackApiUrl: `${url}/`, logLevel: 'error', retryConfig } },
  params: { user: 'U1' },
})

export default {
  model: 'slack-bolt.json',
  hot: true,
  scenes: [
    { rows: ['retries'], calls: ['slack.users.info(params)'], made: { slack: 'app.client' }, arguments: peer => given(peer), speed: 150 },
    // As many attempts as by default, with shorter waits, so that they come to an end.
    { rows: ['ineffective'], calls: ['slack.users.info(params)'], made: { slack: 'app.client' }, arguments: peer => given(peer, { retries: 10, minTimeout: 100, maxTimeout: 100 }) },
    { calls: ['slack.users.info(params)'], made: { slack: 'app.client' }, arguments: peer => given(peer, { retries: 0 }) },
  ],
} satisfies Proof
