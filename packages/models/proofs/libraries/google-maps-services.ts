import type { Proof } from '../proof.js'

const given = ({ url }: { url: string }) => ({ request: { url, params: { address: 'here', key: 'key' } } })

export default {
  model: 'google-maps-services.json',
  scenes: [
    { rows: ['retries'], calls: ['maps.geocode(request)'], arguments: given },
    { calls: ['maps.geocode(request)'], arguments: peer => ({ request: { ...given(peer).request, raxConfig: { retry: 0, noResponseRetries: 0 } } }) },
  ],
} satisfies Proof
