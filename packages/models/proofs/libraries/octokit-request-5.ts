import type { Proof } from '../proof.js'

export default {
  model: 'octokit-request-5.json',
  installed: [{ '@octokit/request': 'octokit-request-5', '@octokit/graphql': 'octokit-graphql-4' }],
  scenes: [
    { rows: ['bound timeout options.request.signal', 'bound timeout options.request.timeout'], made: { request: 'module.request' }, calls: ['request(options)'], arguments: peer => ({ options: { method: 'GET', url: '/meta', baseUrl: peer.url } }) },
    { rows: ['bound timeout config.request.signal', 'bound timeout config.request.timeout'], made: { request: 'module.request.defaults(config)' }, calls: ['request(route, params)'], arguments: peer => ({ route: 'GET /meta', config: { baseUrl: peer.url }, params: {} }) },
    { made: { request: 'module.request' }, calls: ['request(route, params)'], arguments: peer => ({ route: 'GET /meta', params: { baseUrl: peer.url } }) },
  ],
} satisfies Proof
