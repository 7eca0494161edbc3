import { afterAll, expect, test } from '@jest/globals'
import { createChecker } from '@bulkhead/checker'
import { repositories } from './repository.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const MANIFEST = JSON.stringify({ name: 'stock', main: 'src/a.ts', scripts: { start: 'node src/a.ts' }, dependencies: { axios: '^1.7.0', stripe: '^17.0.0', typeorm: '^0.3.20' } })

/** The cause of each finding, and what the other places have to do with it. */
function told(files: Record<string, string>): string[] {
  const { root } = make({ 'package.json': MANIFEST, ...files })
  return createChecker({ root }).examine().findings.flatMap(f => [`${f.file}:${f.line}`, ...f.related.map(r => `  ${r.file}:${r.line} ${r.message}`)])
}

test('a client is told with the requests that go through it', () => {
  expect(told({
    'src/http.ts': "import axios from 'axios'\nexport const http = axios.create({})\n",
    'src/a.ts': "import { http } from './http.js'\nexport const a = () => http.get('/a')\nexport const b = () => http.get('/b')\n",
  })).toEqual(['src/http.ts:2', '  src/a.ts:2 A request is sent from here.', '  src/a.ts:3 A request is sent from here.'])
})

test('a request through a function is told with those who call it, and the way between them', () => {
  expect(told({
    'src/http.ts': "import axios from 'axios'\nconst client = axios.create({})\nexport const load = (path: string, options?: object) =>\n  client.get(path, options)\n",
    'src/a.ts': "import { load } from './http.js'\nexport const a = () => load('/a')\n",
  })).toEqual(['src/http.ts:2', '  src/a.ts:2 A request is sent from here, without a limit of its own.', '  src/http.ts:4 The request passes through here.'])
})

const PAY = "import Stripe from 'stripe'\nimport { randomUUID } from 'node:crypto'\nconst stripe = new Stripe('key')\n"

test('a key is told with the place where it is made anew', () => {
  expect(told({ 'src/a.ts': `${PAY}export const pay = (amount: number) =>\n  stripe.charges.create({ amount },\n    { idempotencyKey: randomUUID() })\n` }))
    .toEqual(['src/a.ts:5', '  src/a.ts:6 The key is made here, anew each time.'])
})

test('a call without a key is told with those who could have given one', () => {
  expect(told({
    'src/pay.ts': `${PAY}export const pay = (amount: number, idempotencyKey?: string) =>\n  stripe.charges.create({ amount }, { idempotencyKey })\n`,
    'src/a.ts': "import { pay } from './pay.js'\nexport const a = () => pay(5)\n",
  })).toEqual(['src/pay.ts:5', '  src/a.ts:2 It is called from here, without a key.'])
})
