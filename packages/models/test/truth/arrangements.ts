// Decorators of several containers refuse to load without it.
import 'reflect-metadata'
// It cannot be loaded after superagent, which has told their common register of file types the same by then.
import 'unirest'
import { EventEmitter } from 'node:events'
import http from 'node:http'
import { join } from 'node:path'
import { PostgresDialect } from 'kysely'
import { folderOf } from '../../proofs/installed.js'
import { type Found, reach, type World } from '../../proofs/reach.js'
import type { Installed } from './world.js'

/** What the test needs to know beside the model, to reach everything in it without a network. */
export interface Arrangement {
  /** The sets of installed packages to try. Default: the packages that the model names. */
  installed?: Installed[]
  /** Harmless arguments by parameter name, where the usual ones do not do. */
  arguments?: Record<string, unknown>
  /** Further values of the root `module`, where the package gives them only after a build step. */
  modules?: () => Promise<unknown[]>
  /** Clients whose making would connect, or needs more than arguments. */
  clients?: Record<string, (world: World) => Found | Found[] | Promise<Found | Found[]>>
  /** What an operation gives, for the methods chained to it. It comes inside an object, since some of it would be sent when awaited. */
  result?: (world: World) => Found | Promise<Found>
  /** Packages in which its types and options are declared, beside its own. */
  declaredIn?: string[]
  /** Why the library is not installed here, so that nothing of its model is looked up. */
  absent?: string
  /** Modules that cannot be loaded here, each with the reason; their names are looked up in the declarations. */
  notLoaded?: Record<string, string>
  /** Signatures that cannot be reached at run time, each with the reason. */
  unreachable?: Record<string, string>
  /** Options that are words of the protocol rather than of the library's code, each with the reason. */
  unmentioned?: Record<string, string>
}

/** The port on which nobody listens: a client that would send all the same would fail at once, and on this machine. */
const NOWHERE = 'http://127.0.0.1:9'

/** Arguments that suit most libraries, by the names that the models give their parameters; new ones each time, since libraries write into them. */
export function harmless(): Record<string, unknown> {
  return { config: {}, options: {}, defaults: {}, settings: {}, key: 'key', name: 'name', url: NOWHERE, origin: NOWHERE, input: NOWHERE }
}

const DRIZZLE_DRIVERS = Object.fromEntries(
  ['better-sqlite3', 'vercel-postgres', 'pglite'].map(name => [`drizzle-orm/${name}`, 'its driver is not installed here; its names are looked up in the declarations']),
)

const SMITHY = ['@smithy/types', '@smithy/node-http-handler', '@smithy/core']

/** All clients of the family take the same options, and declare them in what they share. */
function aws(): Arrangement {
  return { arguments: { config: { region: 'eu-west-1' }, input: {} }, declaredIn: SMITHY }
}

function octokitApp(): object {
  return { appId: 1, privateKey: 'key', webhooks: { secret: 'secret' } }
}

/** What the classes of a module can do, where a client may be any of them. */
function prototypes(module: object): Found[] {
  return Object.values(module).flatMap(one => (typeof one === 'function' && one.prototype ? { value: one.prototype as unknown } : []))
}

/** By model file. A file that is not here needs nothing. */
export const ARRANGEMENTS: Record<string, Arrangement> = {
  'axios.json': { installed: [{ packages: { axios: 'axios-0' } }, { packages: { axios: 'axios' } }] },
  'fetch-retry.json': { arguments: { fetcher: () => {} }, unmentioned: { signal: 'an option of fetch, which gets all there are' } },
  'jose.json': { installed: [{ packages: { jose: 'jose-4' }, without: { 'keys.reload()': 'new in version 5' } }, { packages: { jose: 'jose-5' } }, { packages: { jose: 'jose' } }], arguments: { address: new URL(NOWHERE) } },
  'http-proxy.json': { declaredIn: ['@types/http-proxy'] },
  'apollo-datasource-rest.json': { unmentioned: { timeout: 'an option of node-fetch 2, which gets all there are', signal: 'an option of node-fetch 2, which gets all there are' } },
  'apollo-datasource-rest-3.json': { declaredIn: ['apollo-server-env'], unmentioned: { signal: 'an option of node-fetch 2, which gets all there are' } },
  'http-proxy-middleware.json': {
    installed: [
      { packages: { 'http-proxy-middleware': 'http-proxy-middleware-2' }, without: { 'module.legacyCreateProxyMiddleware()': 'new in version 3' } },
      { packages: { 'http-proxy-middleware': 'http-proxy-middleware-3' } },
      { packages: { 'http-proxy-middleware': 'http-proxy-middleware' }, without: { 'module.legacyCreateProxyMiddleware()': 'gone with version 4' } },
    ],
    arguments: { config: { target: NOWHERE } },
    declaredIn: ['http-proxy', 'httpxy', '@types/http-proxy'],
  },
  'cross-fetch.json': { declaredIn: ['node-fetch-2'] },
  'got.json': {
    installed: [{ packages: { got: 'got-12' } }, { packages: { got: 'got-14' } }, { packages: { got: 'got' }, without: { 'module.got': 'version 15 kept only the default export' } }],
  },
  'got-11.json': { installed: [{ packages: { got: 'got-11' } }] },
  'apollo-client.json': {
    clients: {
      apollo: async () => {
        const { ApolloClient, HttpLink, InMemoryCache } = await import('@apollo/client/core')
        return { value: new ApolloClient({ link: new HttpLink({ uri: NOWHERE }), cache: new InMemoryCache() }) }
      },
    },
  },
  'async-retry.json': { declaredIn: ['retry'] },
  'cockatiel.json': {
    clients: {
      retrying: async () => ({ value: (await import('cockatiel')).RetryPolicy.prototype }),
      timing: async () => ({ value: (await import('cockatiel')).timeout(1, 'aggressive' as never) }),
      timed: async () => ({ value: await (await import('cockatiel')).timeout(1, 'aggressive' as never).execute(context => context) }),
    },
    arguments: { duration: 1, strategy: 'aggressive' },
  },
  'bluebird.json': { arguments: { awaited: () => {} } },
  'async.json': { arguments: { awaited: () => new Promise(() => {}), delay: 1 } },
  'effect.json': { absent: 'twenty megabytes with every part of it' },
  'opossum.json': { arguments: { awaited: () => new Promise(() => {}), options: { timeout: 1 } } },
  'openapi-fetch.json': { unmentioned: { signal: 'an option of Request' } },
  'simple-get.json': { unmentioned: { signal: 'an option of the http module', agent: 'an option of the http module' } },
  'urql-core.json': { arguments: { config: { url: NOWHERE, exchanges: [] } } },
  'ky-0.json': { installed: [{ packages: { ky: 'ky-0' } }] },
  'phin.json': { installed: [{ packages: { phin: 'phin-3' } }, { packages: { phin: 'phin' } }], declaredIn: ['axios'], unmentioned: { axiosOpts: 'an option of version 4' } },
  'wretch.json': { installed: [{ packages: { wretch: 'wretch' } }, { packages: { wretch: 'wretch-3' } }], result: async () => ({ value: (await import('wretch/addons/abort')).default().resolver }) },
  'ky.json': { installed: [{ packages: { ky: 'ky-1' } }, { packages: { ky: 'ky' } }] },
  'graphql-request.json': { arguments: { text: [''] }, unmentioned: { timeout: 'an option of node-fetch 2, to which versions before 7 hand it' } },
  'node-fetch-2.json': { installed: [{ packages: { 'node-fetch': 'node-fetch-2' } }] },
  'trpc-server.json': {
    clients: {
      handling: async () => {
        const { initTRPC } = await import('@trpc/server')
        const { createCallerFactory, procedure, router } = initTRPC.create()
        const given: unknown[] = []
        await createCallerFactory(router({ one: procedure.query(handling => { given.push(handling) }) }))({}).one()
        return { value: given[0] }
      },
    },
  },
  'awilix.json': { arguments: { registrations: {}, name: 'name', registration: { resolve: () => 1 }, value: 1, build: () => 1, target: class {}, alias: 'name', how: () => {} }, clients: { registration: async () => { const { asFunction, asValue } = await import('awilix'); return [asValue(1), asFunction(() => 1)].map(value => ({ value })) } } },
  'inversify.json': {
    arguments: { token: 'token' },
    clients: { context: async () => (await inversify('inversify')).context, loading: async () => (await inversify('inversify')).loading },
  },
  'inversify-6.json': { installed: [{ packages: { inversify: 'inversify-6' } }], arguments: { token: 'token' }, clients: { context: async () => (await inversify('inversify-6')).context } },
  'nestjs.json': { clients: { reference: async () => ({ value: (await import('@nestjs/core')).NestApplicationContext.prototype }) } },
  'node-fs.json': { arguments: { path: import.meta.filename } },
  'nestjs-config.json': { clients: { config: async () => ({ value: new (await import('@nestjs/config')).ConfigService() }) } },
  'nestjs-axios.json': { result: async () => ({ value: new (await import('rxjs')).Observable() }), declaredIn: ['axios'] },
  'superagent.json': { result: async () => ({ value: (await import('superagent')).default.Request.prototype }), declaredIn: ['@types/superagent'] },
  'undici.json': { installed: [{ packages: { undici: 'undici-6' } }, { packages: { undici: 'undici' } }] },
  'follow-redirects.json': {
    unmentioned: { hostname: 'an option of the http module' },
    result: async () => {
      const { wrap } = (await import('follow-redirects')).default
      const { http: following } = wrap({ http: { ...http, request: () => new EventEmitter() } })
      const request = following.request(NOWHERE)
      return { value: Object.getPrototypeOf(request) as object }
    },
  },
  'web-platform.json': { unreachable: { 'global.skipWaiting()': 'only there in a worker of a page', 'global.clients.claim()': 'only there in a worker of a page' } },
  'node-http.json': { result: () => ({ value: http.ClientRequest.prototype }) },
  'uuid.json': { installed: [{ packages: { uuid: 'uuid-9' } }, { packages: { uuid: 'uuid' } }] },
  'uuid-3.json': { installed: [{ packages: { uuid: 'uuid-3' } }] },
  'nanoid.json': { arguments: { alphabet: 'abcdef', length: 8 } },
  'mongoose.json': {
    installed: [{ packages: { mongoose: 'mongoose-8' } }, { packages: { mongoose: 'mongoose' } }],
    clients: {
      // The driver's own database is there only while it is connected.
      connection: world => ({ value: Object.create(mongoose(world).connection, { db: { value: mongoose(world).mongo.Db.prototype } }) as object }),
      // Mongoose keeps models by name, and refuses the second of one name.
      model: world => ({ value: mongoose(world).models['Order'] ?? mongoose(world).model('Order', new (mongoose(world).Schema)({})) }),
      session: world => ({ value: mongoose(world).mongo.ClientSession.prototype }),
    },
    result: world => ({ value: mongoose(world).Query.prototype }),
    declaredIn: ['mongodb'],
  },
  'request.json': { notLoaded: { 'request-promise-native': 'loads alone, but not after request-promise in one registry of modules: both empty the require cache' } },
  'square-legacy.json': {
    installed: [{ packages: { square: 'square-39' }, without: { 'square/legacy': 'came with version 40' } }, { packages: { square: 'square' } }],
  },
  'paypal-checkout-server-sdk.json': {
    arguments: { id: 'id' },
    clients: { paypal: ({ roots }) => [...reach('module.core.PayPalHttpClient.prototype', { roots, arguments: {} }).values()].flat() },
    unmentioned: { headers: 'of the http library beneath', 'PayPal-Request-Id': 'a header' },
  },
  'resend.json': { unmentioned: { 'idempotency-key': 'a header, whose case does not matter' } },
  'paypal-server-sdk.json': { declaredIn: ['@apimatic/core-interfaces', '@apimatic/core'] },
  'octokit-app.json': {
    arguments: { settings: octokitApp(), preset: octokitApp() },
    clients: {
      found: async () => ({ value: { octokit: new (await import('@octokit/rest')).Octokit() } }),
      octokit: async () => [(await import('@octokit/rest')).Octokit, (await import('@octokit/core')).Octokit].map(Octokit => ({ value: new Octokit() })),
    },
    declaredIn: ['@octokit/types', '@octokit/request'],
  },
  'slack-bolt.json': {
    arguments: { settings: { token: 'token', signingSecret: 'secret', tokenVerificationEnabled: false } },
    clients: { context: async () => ({ value: { client: new (await import('@slack/web-api')).WebClient() } }) },
    declaredIn: ['@slack/web-api'],
  },
  'google-generative-ai.json': { arguments: { params: { model: 'gemini' } } },
  'telegraf.json': { arguments: { token: '1:token' } },
  'node-telegram-bot-api.json': { arguments: { token: '1:token' } },
  'node-telegram-bot-api-0.json': { installed: [{ packages: { 'node-telegram-bot-api': 'node-telegram-bot-api-0' } }], arguments: { token: '1:token' }, declaredIn: ['@types/node-telegram-bot-api'] },
  'twitter-api-v2.json': { arguments: { tokens: 'token' } },
  'nano.json': { arguments: { config: { url: NOWHERE } } },
  'nano-10.json': { installed: [{ packages: { nano: 'nano-10' } }], arguments: { config: { url: NOWHERE } } },
  'oauth.json': { arguments: { method: 'HMAC-SHA1' }, declaredIn: ['@types/oauth'] },
  'svix.json': { arguments: { token: 'token' } },
  'novu-api.json': { arguments: { config: { secretKey: 'key' } } },
  'sendgrid-client.json': { unmentioned: { timeout: 'an option of axios, to which it is handed' } },
  'analytics-node.json': { declaredIn: ['@types/analytics-node'] },
  'mercadopago.json': { clients: { resource: async () => prototypes(await import('mercadopago')) } },
  'mercadopago-2.json': { installed: [{ packages: { mercadopago: 'mercadopago-2' } }], clients: { resource: async () => prototypes(await import('mercadopago-2')) } },
  'mandrill-api.json': { declaredIn: ['@types/mandrill-api'] },
  'slack-notify.json': { arguments: { address: NOWHERE } },
  'pagerduty-pdjs.json': { arguments: { preset: { token: 'token' } }, unmentioned: { signal: 'an option of fetch, which gets all there are' } },
  'recurly.json': { arguments: { values: 'id' }, unmentioned: { 'Idempotency-Key': 'a header, of which it hands on what it gets', 'idempotency-key': 'a header, of which it hands on what it gets' } },
  'gocardless-nodejs.json': { arguments: { token: 'token', environment: 'sandbox' } },
  'paypal-rest-sdk.json': { unmentioned: { 'PayPal-Request-Id': 'a header, of which it hands on what it gets', sender_batch_header: 'a word of the protocol', sender_batch_id: 'a word of the protocol' } },
  'dwolla-v2.json': { arguments: { known: { access_token: 'token' } }, clients: { dwolla: async () => ({ value: new (await import('dwolla-v2')).Client({ key: 'key', secret: 'secret' }) }) }, unmentioned: { 'idempotency-key': 'a header, whose case means nothing' } },
  'shopify-api-node.json': { arguments: { config: { shopName: 'shop', accessToken: 'token' } } },
  'dropbox-sign.json': { arguments: { address: NOWHERE } },
  'ghost-content-api.json': { arguments: { config: { url: NOWHERE, key: '22444f78447824223cefc48062', version: 'v5.0' } }, declaredIn: ['@types/tryghost__content-api'] },
  'prismicio-client.json': { arguments: { repository: 'shop' } },
  'spotify-web-api-node.json': { arguments: { credentials: {} }, declaredIn: ['@types/spotify-web-api-node'] },
  'sailthru-client.json': { arguments: { secret: 'secret' } },
  'node-gcm.json': { declaredIn: ['@types/node-gcm'] },
  'parse-node-apn.json': { clients: { apn: async () => ({ value: (await import('@parse/node-apn')).default.Provider.prototype }) } },
  'mixpanel.json': { arguments: { token: 'token' } },
  'segment-analytics-node.json': { arguments: { config: { writeKey: 'key' } } },
  'customerio-node-4.json': { installed: [{ packages: { 'customerio-node': 'customerio-node-4' } }], arguments: { site: 'site' } },
  'customerio-node.json': { arguments: { site: 'site' } },
  'storyblok-js-client.json': { arguments: { config: { accessToken: 'token' } } },
  'shippo.json': { arguments: { config: { apiKeyHeader: 'key' } } },
  'brevo.json': { arguments: { config: { apiKey: 'key' } } },
  'brevo-2.json': { absent: 'it brings a whole linter along' },
  'arangojs.json': { arguments: { config: { url: NOWHERE } } },
  'easypost.json': { arguments: { key: 'key' } },
  'stytch.json': { arguments: { config: { project_id: 'project-test-1', secret: 'secret' } } },
  'xmlrpc.json': { arguments: { config: { host: '127.0.0.1', port: 9 } }, declaredIn: ['@types/xmlrpc'], unmentioned: { agent: 'an option of the http module' } },
  'node-zendesk.json': { arguments: { config: { username: 'user', token: 'token', subdomain: 'shop' } }, unmentioned: { timeout: 'an option of node-fetch 2, which gets all there are' } },
  'sparkpost.json': { declaredIn: ['@types/sparkpost'] },
  'taxjar.json': { arguments: { config: { apiKey: 'key' } } },
  'node-geocoder.json': { arguments: { config: { provider: 'openstreetmap' } } },
  'grammy.json': { arguments: { token: '1:token' }, clients: { context: async () => ({ value: new (await import('grammy')).Context({ update_id: 1 }, new (await import('grammy')).Api('1:token'), {} as never) }) } },
  'messagebird.json': { arguments: { key: 'key' } },
  'chargebee.json': { arguments: { config: { site: 'shop', apiKey: 'key' } } },
  'gitbeaker.json': { arguments: { config: { token: 'token' } }, declaredIn: ['@gitbeaker/core', '@gitbeaker/requester-utils'] },
  'google-spreadsheet.json': {
    clients: {
      doc: async () => {
        const { GoogleSpreadsheet, GoogleSpreadsheetWorksheet } = await import('google-spreadsheet')
        const doc = new GoogleSpreadsheet('sheet', { token: 'token' })
        const sheet = new GoogleSpreadsheetWorksheet(doc, { properties: { sheetId: 1, title: 'Orders', index: 0 } } as never, undefined)
        return { value: Object.assign(doc, { _rawProperties: {}, _rawSheets: { 1: sheet } }) }
      },
    },
    arguments: { id: 'sheet', auth: { token: 'token' } },
    declaredIn: ['ky'],
  },
  // Its third version says nothing of its types.
  'google-spreadsheet-4.json': {
    installed: [{ packages: { 'google-spreadsheet': 'google-spreadsheet-4' } }],
    clients: {
      doc: async () => {
        const { GoogleSpreadsheet, GoogleSpreadsheetWorksheet } = await import('google-spreadsheet-4')
        const doc = new GoogleSpreadsheet('sheet', { token: 'token' })
        const sheet = new GoogleSpreadsheetWorksheet(doc, { properties: { sheetId: 1, title: 'Orders', index: 0 } } as never, undefined)
        return { value: Object.assign(doc, { _rawProperties: {}, _rawSheets: { 1: sheet } }) }
      },
    },
    arguments: { id: 'sheet', auth: { token: 'token' } },
  },
  'octokit-rest.json': { installed: [{ packages: { '@octokit/rest': 'octokit-rest-18' } }, { packages: {} }], declaredIn: ['@octokit/types', '@octokit/request'], unmentioned: { timeout: 'an option of node-fetch 2, to which version 18 hands it' } },
  'twilio.json': { arguments: { account: `AC${'0'.repeat(32)}`, token: 'token', id: 'id' } },
  'openai.json': { arguments: { config: { apiKey: 'key' } } },
  'anthropic.json': { arguments: { config: { apiKey: 'key' } } },
  'adyen.json': { arguments: { config: { apiKey: 'key', environment: 'TEST' } } },
  ...Object.fromEntries(['sqs', 'sns', 's3', 'dynamodb', 'ses', 'eventbridge'].map(name => [`aws-${name}.json`, aws()])),
  'aws-dynamodb.json': { ...aws(), arguments: { ...aws().arguments, translation: {} } },
  'aws-s3.json': {
    ...aws(),
    clients: { upload: async () => ({ value: new (await import('@aws-sdk/lib-storage')).Upload({ client: new (await import('@aws-sdk/client-s3')).S3({ region: 'eu-west-1' }), params: { Bucket: 'b', Key: 'k', Body: '' } }) }) },
  },
  // The names are those of the installed version, the options those of the handler that the old ones had.
  'aws-sdk-3-909.json': {
    modules: () => Promise.all([import('@aws-sdk/client-sqs'), import('@aws-sdk/client-sns'), import('@aws-sdk/client-sesv2'), import('@aws-sdk/client-eventbridge')]),
    arguments: aws().arguments,
    clients: {
      client: async () => [(await import('@aws-sdk/client-sqs')).SQS, (await import('@aws-sdk/client-sns')).SNS, (await import('@aws-sdk/client-sesv2')).SESv2, (await import('@aws-sdk/client-eventbridge')).EventBridge].map(({ prototype }) => ({ value: prototype })),
    },
    declaredIn: ['smithy-node-http-handler-3', '@aws-sdk/client-sqs', '@smithy/types'],
  },
  'aws-sdk.json': { ...aws(), modules: async () => [await import('@aws-sdk/client-secrets-manager')], clients: { client: async () => ({ value: (await import('@aws-sdk/client-secrets-manager')).SecretsManager.prototype }) }, declaredIn: ['@aws-sdk/client-secrets-manager', ...SMITHY] },
  'ai.json': { arguments: { params: {} } },
  'algoliasearch.json': { arguments: { app: 'app', key: 'key' }, declaredIn: ['@algolia/client-common', '@algolia/client-search'] },
  'azure-service-bus.json': { arguments: { connection: 'Endpoint=sb://127.0.0.1/;SharedAccessKeyName=name;SharedAccessKey=key', queue: 'queue', values: 'queue' }, declaredIn: ['@azure/core-amqp'] },
  'keycloak-admin-client.json': {},
  'imap.json': { declaredIn: ['@types/imap'] },
  'imapflow.json': { arguments: { config: { host: '127.0.0.1', port: 9, auth: { user: 'user', pass: 'none' }, logger: false } } },
  'ftp.json': { declaredIn: ['@types/ftp'] },
  'influxdb-client.json': { arguments: { config: { url: NOWHERE }, org: 'shop', bucket: 'orders' } },
  'jayson.json': { unmentioned: { timeout: 'an option of the http module', agent: 'an option of the http module' } },
  'probe-image-size.json': {},
  'azure-storage-queue.json': { arguments: { connection: 'UseDevelopmentStorage=true', name: 'orders', url: `${NOWHERE}/account/orders` }, declaredIn: ['@azure/storage-common'] },
  'azure-keyvault-secrets.json': { arguments: { url: 'https://127.0.0.1:9' }, declaredIn: ['@azure/core-rest-pipeline', '@azure-rest/core-client'] },
  'google-cloud-secret-manager.json': { arguments: { config: { projectId: 'none' } }, declaredIn: ['google-gax'] },
  'azure-storage-blob.json': {
    arguments: { connection: 'UseDevelopmentStorage=true' },
    clients: { blob: async () => ({ value: (await import('@azure/storage-blob')).BlockBlobClient.prototype }) },
    declaredIn: ['@azure/storage-common'],
  },
  'braintree.json': { arguments: { config: { environment: {}, merchantId: 'id', publicKey: 'key', privateKey: 'key' } }, declaredIn: ['@types/braintree'] },
  'connectrpc.json': {
    installed: [{ packages: {}, without: { 'module.createPromiseClient()': 'version 2 calls it createClient' } }],
    arguments: { settings: { baseUrl: NOWHERE, httpVersion: '1.1' }, service: { typeName: 'acme.Orders', methods: [{ name: 'Get', localName: 'get', methodKind: 'unary' }] } },
  },
  'discordjs-rest.json': { declaredIn: ['discord-api-types'] },
  'firebase-admin.json': {
    clients: {
      app: firebaseApp,
      messaging: async () => ({ value: (await import('firebase-admin/messaging')).Messaging.prototype }),
      auth: async () => ({ value: (await import('firebase-admin/auth')).Auth.prototype }),
    },
  },
  'google-auth-library.json': { clients: { oauth: async () => ({ value: (await import('google-auth-library')).JWT.prototype }) }, declaredIn: ['gaxios'] },
  'google-cloud-storage.json': { arguments: { config: { projectId: 'none' } } },
  'google-cloud-pubsub.json': { arguments: { config: { projectId: 'none' } }, declaredIn: ['google-gax'] },
  'google-cloud-tasks.json': { arguments: { config: { projectId: 'none' } }, declaredIn: ['google-gax'] },
  'google-genai.json': { arguments: { config: { apiKey: 'key' }, settings: { model: 'model' } } },
  'googleapis.json': {
    modules: async () => [await import('@googleapis/drive'), { google: await import('@googleapis/drive') }],
    arguments: { settings: { version: 'v3' } },
    clients: { api: async () => ({ value: (await import('@googleapis/drive')).drive({ version: 'v3' }) }) },
    declaredIn: ['gaxios', 'googleapis-common'],
    notLoaded: { googleapis: 'two hundred megabytes; its parts are published one by one too, and one of them stands for it' },
  },
  'groq.json': { arguments: { config: { apiKey: 'key' } } },
  'grpc.json': { arguments: { definition: { Orders: { Get: grpcMethod() } }, methods: { Get: grpcMethod() }, address: '127.0.0.1:9' }, clients: { stub: grpcStubs }, result: async () => ({ value: (await import('@grpc/grpc-js/build/src/call.js')).ClientUnaryCallImpl.prototype }) },
  'mailgun.json': { arguments: { form: FormData, config: { username: 'api', key: 'key' } } },
  'mollie.json': { arguments: { config: { apiKey: 'test_key' } } },
  'octokit.json': {
    arguments: { settings: octokitApp(), preset: octokitApp() },
    clients: { found: async () => ({ value: { octokit: new (await import('octokit')).Octokit() } }) },
    declaredIn: ['@octokit/types', '@octokit/request', '@octokit/plugin-retry', '@octokit/app'],
  },
  'octokit-1.json': {
    installed: [{ packages: { octokit: 'octokit-1' } }],
    arguments: { settings: octokitApp(), preset: octokitApp() },
    clients: { found: async () => ({ value: { octokit: new (await import('octokit-1')).Octokit() } }) },
    declaredIn: ['@octokit/types', '@octokit/request', '@octokit/plugin-retry', '@octokit/app'],
    unmentioned: { timeout: 'an option of node-fetch 2, to which it is handed' },
  },
  'octokit-request.json': { declaredIn: ['@octokit/types'] },
  'octokit-request-5.json': {
    installed: [{ packages: { '@octokit/request': 'octokit-request-5', '@octokit/graphql': 'octokit-graphql-4' } }],
    declaredIn: ['@octokit/types'],
    unmentioned: { timeout: 'an option of node-fetch 2, to which it is handed' },
  },
  'plaid.json': { declaredIn: ['axios'] },
  'postmark.json': { installed: [{ packages: { postmark: 'postmark-4' }, without: { 'postmark.sendBulkEmail()': 'new in version 5' } }, { packages: { postmark: 'postmark' } }], arguments: { token: 'token' } },
  'pusher.json': { arguments: { config: { appId: 'id', key: 'key', secret: 'secret' }, url: 'http://key:secret@127.0.0.1:9/apps/id' } },
  'razorpay.json': { arguments: { config: { key_id: 'key', key_secret: 'secret' } } },
  'shopify-api.json': { clients: { shopify }, arguments: { settings: { session: { shop: 'shop.example', accessToken: 'token' } } }, declaredIn: ['@shopify/graphql-client', '@shopify/admin-api-client'] },
  'supabase.json': {
    arguments: { key: 'key', config: { realtime: { transport: class {} }, auth: { autoRefreshToken: false, persistSession: false } }, table: 'orders', bucket: 'bucket' },
    result: async () => ({ value: (await import('@supabase/postgrest-js')).PostgrestTransformBuilder.prototype }),
    declaredIn: ['@supabase/postgrest-js', '@supabase/functions-js', '@supabase/storage-js'],
  },
  'braze-api.json': { arguments: { url: NOWHERE } },
  'infobip-sdk.json': { clients: { infobip: async () => { const { Infobip, AuthType } = await import('@infobip-api/sdk'); return { value: new Infobip({ baseUrl: NOWHERE, apiKey: 'key', authType: AuthType.ApiKey }) } } } },
  'mailjet.json': { arguments: { config: { apiKey: 'key', apiSecret: 'secret' }, secret: 'secret', token: 'token', resource: 'send', value: 'value' } },
  'plunk.json': {},
  'mailersend-1.json': { arguments: { config: { api_key: 'key' } } },
  'ringcentral-sdk.json': { arguments: { config: { server: NOWHERE, clientId: 'id', clientSecret: 'secret' } } },
  'plivo.json': { arguments: { id: 'MAXXXXXXXXXXXXXXXXXX', token: 'token' } },
  'async-retry.json': { declaredIn: ['retry'] },
  'upstash-qstash.json': { arguments: { config: { token: 'token' }, settings: { queueName: 'mails' } } },
  'upstash-vector.json': { arguments: { config: { url: NOWHERE, token: 'token' } } },
  'vercel-edge-config.json': { arguments: { connection: 'https://edge-config.vercel.com/ecfg_1?token=1' } },
  'planetscale-database.json': { arguments: { config: { url: 'mysql://user:password@127.0.0.1/shop' } } },
  'arctic.json': { arguments: { id: 'id', secret: 'secret', redirect: NOWHERE, fourth: NOWHERE } },
  'plain.json': { arguments: { config: { apiKey: 'key' } } },
  'linear-sdk.json': { arguments: { config: { apiKey: 'key' } } },
  'firecrawl.json': { arguments: { config: { apiKey: 'key' } } },
  'aws4fetch.json': { arguments: { config: { accessKeyId: 'id', secretAccessKey: 'key' } }, unmentioned: { signal: 'an option of fetch, which gets all there are' } },
  'google-cloud-bigquery.json': { arguments: { config: { projectId: 'shop' } } },
  'upstash-redis.json': { arguments: { config: { url: NOWHERE, token: 'token' } } },
  'elasticsearch.json': {
    installed: [{ packages: { '@elastic/elasticsearch': 'elasticsearch-8' } }, { packages: { '@elastic/elasticsearch': '@elastic/elasticsearch' } }],
    arguments: { config: { node: NOWHERE } },
    declaredIn: ['@elastic/transport'],
  },
  'elasticsearch-7.json': {
    installed: [
      { packages: { '@elastic/elasticsearch': 'elasticsearch-6' }, without: { 'client.openPointInTime()': 'new in version 7' } },
      { packages: { '@elastic/elasticsearch': 'elasticsearch-7' } },
    ],
    arguments: { config: { node: NOWHERE } },
  },
  'elasticsearch-legacy.json': { clients: { client: async () => ({ value: new (await import('elasticsearch')).default.Client({ host: NOWHERE, log: [] }) }) }, declaredIn: ['@types/elasticsearch'] },
  'algoliasearch-4.json': { installed: [{ packages: { algoliasearch: 'algoliasearch-4' } }], arguments: { app: 'app', key: 'key', name: 'orders' } },
  'algoliasearch-3.json': { installed: [{ packages: { algoliasearch: 'algoliasearch-3' } }], arguments: { app: 'app', key: 'key', name: 'orders' }, declaredIn: ['@types/algoliasearch'] },
  'jsforce.json': { arguments: { config: { instanceUrl: NOWHERE }, name: 'Order' } },
  'hubspot.json': { arguments: { config: { accessToken: 'token' } } },
  'openid-client-5.json': { installed: [{ packages: { 'openid-client': 'openid-client-5' } }], arguments: { metadata: { issuer: NOWHERE, client_id: 'id' } } },
  'microsoft-graph-client.json': { arguments: { config: { authProvider: {} }, path: '/me' } },
  'contentful.json': { arguments: { config: { space: 'space', accessToken: 'token' } } },
  'meilisearch.json': {
    installed: [
      { packages: { meilisearch: 'meilisearch-50' } },
      { packages: { meilisearch: 'meilisearch' }, without: { 'module.MeiliSearch()': 'its name until version 0.55' } },
    ],
    arguments: { config: { host: NOWHERE } },
    declaredIn: ['meilisearch', 'meilisearch-50'],
    unmentioned: { requestConfig: 'the name of requestInit in older versions' },
  },
  'typesense.json': { arguments: { id: '1', config: { nodes: [{ host: '127.0.0.1', port: 9, protocol: 'http' }], apiKey: 'key' } } },
  'auth0-4.json': { arguments: { config: { domain: '127.0.0.1', token: 'token', clientId: 'id' } } },
  'mailgun-js.json': { arguments: { config: { apiKey: 'key', domain: 'shop.example' } } },
  'slack-webhook-7.json': { installed: [{ packages: { '@slack/webhook': 'slack-webhook-6' } }] },
  'openai-3.json': { installed: [{ packages: { openai: 'openai-3' } }], arguments: { config: { apiKey: 'key' } }, declaredIn: ['axios'] },
  'got-9.json': { installed: [{ packages: { got: 'got-9' } }] },
  'intercom-client.json': { arguments: { config: { token: 'token' } } },
  'airtable.json': { arguments: { config: { apiKey: 'key' }, id: 'app', name: 'orders' } },
  'google-maps-services.json': { declaredIn: ['axios'] },
  'simple-oauth2.json': { arguments: { config: { client: { id: 'id', secret: 'secret' }, auth: { tokenHost: NOWHERE } }, token: {} }, declaredIn: ['@hapi/wreck', '@types/simple-oauth2'] },
  'workos.json': { arguments: { key: 'key' } },
  'clerk-backend.json': { arguments: { config: { secretKey: 'sk_test_1' } } },
  'sanity-client.json': { arguments: { config: { projectId: 'shop', dataset: 'production', useCdn: false, apiVersion: '2024-01-01' }, values: 'id' } },
  'mistral.json': { arguments: { config: { apiKey: 'key' } } },
  'pinecone.json': { arguments: { config: { apiKey: 'key' }, values: 'orders' } },
  'twilio-3.json': { installed: [{ packages: { twilio: 'twilio-3' } }], arguments: { account: `AC${'0'.repeat(32)}`, token: 'token', id: 'id' } },
  'soap.json': { clients: { soap: async () => ({ value: Object.assign(Object.create((await import('soap')).Client.prototype), { Get: () => {}, Orders: { Orders: { Get: () => {} } } }) }) }, declaredIn: ['axios'] },
  'azure-search-documents.json': { arguments: { name: 'orders', credential: { key: 'key' }, url: 'https://127.0.0.1:9' }, declaredIn: ['@azure/core-rest-pipeline', '@azure/core-client', '@azure-rest/core-client'] },
  'jwks-rsa.json': { arguments: { config: { jwksUri: NOWHERE } } },
  'minio.json': { arguments: { config: { endPoint: '127.0.0.1', accessKey: 'key', secretKey: 'secret' } } },
  'aws-sdk-2.json': { arguments: { config: { region: 'eu-west-1', endpoint: NOWHERE } }, modules: async () => [(await import('aws-sdk')).default.S3] },
  'isomorphic-unfetch.json': { unmentioned: { signal: 'an option of fetch, which gets all there are' } },
  'isomorphic-fetch.json': { declaredIn: ['node-fetch-2'] },
  'opensearch.json': {
    arguments: { config: { node: NOWHERE } },
    result: opensearchRequest,
  },
  'clickhouse.json': { declaredIn: ['@clickhouse/client-common'] },
  'cassandra-driver.json': { arguments: { config: { contactPoints: ['127.0.0.1'], localDataCenter: 'none' } } },
  'neo4j-driver.json': {
    arguments: { url: 'bolt://127.0.0.1:9', options: {} },
    // A transaction connects as soon as it is made, so its class has to do.
    clients: { transaction: async () => ({ value: (await import('neo4j-driver-core')).Transaction.prototype }) },
    declaredIn: ['neo4j-driver-core'],
  },
  'memcached.json': { arguments: { servers: '127.0.0.1:9' }, declaredIn: ['@types/memcached'] },
  'memjs.json': { arguments: { servers: '127.0.0.1:9' }, declaredIn: ['@types/memjs'] },
  'kafkajs.json': { arguments: { config: { brokers: ['127.0.0.1:9'], logLevel: 0 }, settings: { groupId: 'none' } } },
  'amqplib.json': {
    clients: { connection: () => prototypeIn('amqplib', 'lib/channel_model.js', 'ChannelModel'), channel: () => prototypeIn('amqplib', 'lib/channel_model.js', 'ConfirmChannel') },
    declaredIn: ['@types/amqplib'],
  },
  'nats.json': { clients: { nats: () => prototypeIn('nats', 'lib/nats-base-client/nats.js', 'NatsConnectionImpl'), jetstream: () => prototypeIn('nats', 'lib/jetstream/jsclient.js', 'JetStreamClientImpl') } },
  'nats-transport-node.json': { clients: { nats: () => prototypeIn('@nats-io/nats-core', 'lib/nats.js', 'NatsConnectionImpl') }, declaredIn: ['@nats-io/nats-core'] },
  'kubernetes-client-node.json': { absent: 'sixty megabytes of generated code' },
  'langchain-openai.json': { absent: 'fifty megabytes with what it needs' },
  'snowflake-sdk.json': { absent: 'it brings the clients of every cloud with it' },
  'confluentinc-kafka-javascript.json': { absent: 'native code, which has to be built or fetched' },
  'ssh2.json': { clients: { sftp: () => prototypeIn('ssh2', 'lib/protocol/SFTP.js', 'SFTP') }, declaredIn: ['@types/ssh2'] },
  'ssh2-sftp-client.json': { declaredIn: ['@types/ssh2-sftp-client', '@types/ssh2'] },
  'node-ssh.json': { declaredIn: ['@types/ssh2'] },
  'ssh2-promise.json': { declaredIn: ['@types/ssh2'] },
  // A client connects as soon as it is made, so its class has to do.
  'ldapjs.json': { clients: { ldap: () => prototypeIn('ldapjs', 'lib/client/client.js') }, declaredIn: ['@types/ldapjs'] },
  'ldapts.json': { arguments: { config: { url: 'ldap://127.0.0.1:9' } } },
  'simple-git.json': {
    installed: [
      { packages: { 'simple-git': 'simple-git-3' } },
      { packages: { 'simple-git': 'simple-git' }, without: { 'module()': 'version 4 has no default export', 'module.gitP()': 'gone with version 4' } },
    ],
  },
  'socket.io-client.json': { arguments: { options: { autoConnect: false }, settings: { autoConnect: false }, path: '/' } },
  'retry.json': { declaredIn: ['@types/retry'] },
  'azure-identity.json': { clients: { credential: async () => ({ value: (await import('@azure/identity')).ClientSecretCredential.prototype }) } },
  'dockerode.json': {
    clients: { container: ({ roots }) => dockerPart(roots, 'getContainer'), exec: ({ roots }) => dockerPart(roots, 'getExec'), image: ({ roots }) => dockerPart(roots, 'getImage'), other: ({ roots }) => dockerPart(roots, 'getVolume') },
    declaredIn: ['@types/dockerode', 'docker-modem'],
  },
  'trpc-client.json': {
    // A procedure is whatever it is called: what stands at the end of its name is there for any.
    clients: {
      trpc: async () => {
        const { createTRPCClient, httpLink } = await import('@trpc/client')
        const { orders } = createTRPCClient({ links: [httpLink({ url: NOWHERE })] }) as unknown as { orders: { list: Record<'query' | 'mutate', (input: unknown) => unknown> } }
        return { value: { orders: { list: { query: (input: unknown) => orders.list.query(input), mutate: (input: unknown) => orders.list.mutate(input) } } } }
      },
    },
    unmentioned: { signal: 'an option of fetch' },
  },
  'neondatabase-serverless.json': { arguments: { url: 'postgres://shop:none@127.0.0.1:9/shop' }, unmentioned: { signal: 'an option of fetch' } },
  'amqp-connection-manager.json': { clients: { connection: () => prototypeIn('amqp-connection-manager', 'dist/esm/AmqpConnectionManager.js'), channel: () => prototypeIn('amqp-connection-manager', 'dist/esm/ChannelWrapper.js') }, declaredIn: ['@types/amqplib'] },
  'azure-cosmos.json': { arguments: { config: { endpoint: NOWHERE, key: 'a2V5' }, id: 'shop', values: 'select 1', partition: 'shop' } },
  'google-cloud-firestore.json': {
    arguments: { config: { projectId: 'shop' }, name: 'orders', path: 'orders/1', id: '1' },
    clients: {
      query: async () => ({ value: (await import('@google-cloud/firestore')).Query.prototype }),
      transaction: async () => ({ value: (await import('@google-cloud/firestore')).Transaction.prototype }),
    },
  },
  'tedious.json': { arguments: { config: { server: '127.0.0.1' } } },
  'oracledb.json': { clients: { pool: () => prototypeIn('oracledb', 'lib/pool.js'), connection: () => prototypeIn('oracledb', 'lib/connection.js') }, declaredIn: ['@types/oracledb'] },
  'libsql-client.json': { arguments: { config: { url: NOWHERE } }, clients: { transaction: () => prototypeIn('@libsql/client', 'lib-cjs/http.js', 'HttpTransaction') }, declaredIn: ['@libsql/core'] },
  'mqtt.json': { clients: { mqtt: async () => ({ value: (await import('mqtt')).MqttClient.prototype }) } },
  // A queue connects as soon as it is made, so its class has to do.
  'bull.json': { clients: { queue: async () => ({ value: (await import('bull')).default.prototype }) }, declaredIn: ['ioredis'] },
  'bullmq.json': {
    clients: { queue: async () => ({ value: (await import('bullmq')).Queue.prototype }), flow: async () => ({ value: (await import('bullmq')).FlowProducer.prototype }) },
    declaredIn: ['ioredis'],
  },
  'mysql2.json': {
    clients: {
      pool: async () => ({ value: (await import('mysql2')).createPool({ host: '127.0.0.1' }) }),
      connection: async () => ({ value: (await import('mysql2')).Connection.prototype }),
    },
  },
  'mongodb.json': {
    installed: [{ packages: { mongodb: 'mongodb' } }, { packages: { mongodb: 'mongodb-7' } }],
    arguments: { uri: 'mongodb://127.0.0.1:9' },
    result: async () => ({ value: (await import('mongodb')).FindCursor.prototype }),
  },
  'mongodb-3.json': {
    installed: [{ packages: { mongodb: 'mongodb-3' } }],
    arguments: { uri: 'mongodb://127.0.0.1:9', options: { useUnifiedTopology: true } },
    // It gives databases only while it is connected.
    clients: {
      db: () => prototypeIn('mongodb-3', 'lib/db.js'),
      collection: () => prototypeIn('mongodb-3', 'lib/collection.js'),
      session: () => prototypeIn('mongodb-3', 'lib/core/sessions.js', 'ClientSession'),
    },
    result: () => prototypeIn('mongodb-3', 'lib/cursor.js'),
    declaredIn: ['types-mongodb-3'],
  },
  'nestjs-terminus.json': { clients: { health: async () => ({ value: (await import('@nestjs/terminus')).HttpHealthIndicator.prototype }) }, declaredIn: ['axios'], unmentioned: { signal: 'an option of axios, which gets all there are' } },
  'node-downloader-helper.json': { arguments: { folder: import.meta.dirname } },
  'easy-soap-request.json': { declaredIn: ['axios'] },
  'ldap-authentication.json': { declaredIn: ['ldapts'] },
  'centra.json': { result: async () => ({ value: (await import('centra')).default(NOWHERE) }) },
  'hyperquest.json': { result: async () => ({ value: (await import('hyperquest')).default(NOWHERE).on('error', () => {}) }) },
  'unirest.json': { result: async () => ({ value: (await import('unirest')).default.get(NOWHERE) }) },
  'nestjs-mongoose.json': { declaredIn: ['mongoose', 'mongodb'] },
  'nestjs-typeorm.json': { declaredIn: ['typeorm', 'pg', '@types/pg', 'mysql2', 'mssql', 'tarn', '@nestjs/common'] },
  'prisma-adapter-pg.json': { arguments: { config: { connectionString: 'postgres://127.0.0.1:9/none' } }, declaredIn: ['pg', '@types/pg'] },
  'sequelize.json': { clients: sequelize('sequelize'), declaredIn: ['pg', '@types/pg', 'mysql2', 'mariadb', 'tedious'] },
  'sequelize-typescript.json': { clients: sequelize('sequelize-typescript'), declaredIn: ['sequelize', 'pg', '@types/pg', 'mysql2', 'mariadb', 'tedious'] },
  'knex.json': {
    arguments: { config: { client: 'pg' } },
    clients: { builder: async () => ({ value: (await import('knex')).default({ client: 'pg' }).select() }) },
    result: async () => ({ value: (await import('knex')).default({ client: 'pg' }).select() }),
    declaredIn: ['pg', '@types/pg', 'mysql2', 'tarn', 'tedious', 'mssql'],
  },
  'objection.json': { clients: { transaction: async () => ({ value: (await import('knex')).default({ client: 'pg' }) }) }, result: async () => ({ value: class extends (await import('objection')).Model {}.query() }) },
  'drizzle-orm.json': { clients: { db: drizzleDatabases }, arguments: { columns: {} }, notLoaded: DRIZZLE_DRIVERS },
  'kysely.json': { arguments: { config: { dialect: new PostgresDialect({ pool: async () => Promise.reject(new Error('no pool')) }) }, parts: Object.assign([''], { raw: [''] }) } },
  'mikro-orm.json': {
    clients: { orm: async () => ({ value: await mikroOrm() }), repository: async () => ({ value: (await import('@mikro-orm/core')).EntityRepository.prototype }) },
    notLoaded: {
      ...Object.fromEntries(['mysql', 'mariadb', 'mongodb', 'sqlite', 'better-sqlite', 'libsql', 'mssql'].map(name => [`@mikro-orm/${name}`, 'a driver that is not installed here; it gives the same names as the one that is'])),
      ...Object.fromEntries(['legacy', 'es'].map(name => [`@mikro-orm/decorators/${name}`, 'a package of version 7, which is not installed here: the decorators of the core, taken out of it'])),
    },
    declaredIn: ['pg', '@types/pg', 'mysql2', 'knex', 'tarn'],
  },
  'ioredis.json': { installed: [{ packages: { ioredis: 'ioredis' } }, { packages: { ioredis: 'ioredis-6' } }], arguments: { config: { lazyConnect: true }, settings: { lazyConnect: true }, nodes: [] } },
  'redis.json': { installed: [{ packages: { redis: 'redis' } }, { packages: { redis: 'redis-6' } }], arguments: { settings: { rootNodes: [] }, pooling: {} } },
  'pg-promise.json': { arguments: { init: { noWarnings: true }, config: { host: '127.0.0.1', port: 9 }, url: 'postgres://127.0.0.1:9/none' }, clients: { task: world => world.roots.get('db')![0]! }, declaredIn: ['pg', '@types/pg'] },
  'pg.json': { declaredIn: ['@types/pg'] },
  'postgres.json': {
    arguments: { url: 'postgres://127.0.0.1:9/none', config: {} },
    result: async () => ({ value: (await import('postgres')).default('postgres://127.0.0.1:9/none')`` }),
  },
  'mysql.json': { arguments: { config: { host: '127.0.0.1' } }, declaredIn: ['@types/mysql'] },
  // A pool connects as soon as it is made, so its class has to do.
  'mariadb.json': { clients: { pool: () => prototypeIn('mariadb', 'lib/pool-promise.js'), connection: () => prototypeIn('mariadb', 'lib/connection-promise.js') } },
  'mssql.json': { arguments: { config: { server: '127.0.0.1' } }, clients: { pool: async () => ({ value: new (await import('mssql')).default.ConnectionPool({ server: '127.0.0.1' }) }) }, declaredIn: ['@types/mssql', 'tarn', 'tedious'] },
  'typeorm.json': {
    arguments: { config: { type: 'postgres' }, entity: class Order {} },
    clients: {
      repository: async world => ({ value: new (await import('typeorm')).Repository(class Order {}, world.roots.get('manager')?.[0]?.value as never) }),
    },
    declaredIn: ['pg', '@types/pg', 'mysql2', 'mssql', 'tarn'],
  },
  'prisma.json': {
    modules: generatedPrisma,
    arguments: { config: { adapter: { provider: 'postgres', adapterName: 'none' } }, extension: {} },
    unreachable: { 'module.{PrismaAdapter,prismaAdapter}(client, settings)': 'libraries for authentication export it, none of which is installed here' },
    notLoaded: {
      '@prisma/client': 'its entry point is what `prisma generate` writes; the class below is made by the library that it would use',
      ...Object.fromEntries(['@auth/prisma-adapter', '@next-auth/prisma-adapter', 'better-auth/adapters/prisma', '@better-auth/prisma-adapter'].map(name => [name, 'of a library for authentication that is not installed here'])),
    },
  },
}

/**
 * `prisma generate` writes a class that the package's own run-time library makes from a description of the schema.
 * Here the description is written by hand, so that the class is the real one without a download.
 */
async function generatedPrisma(): Promise<unknown[]> {
  const runtime = (await import('@prisma/client/runtime/client')) as unknown as { getPrismaClient: (config: object) => unknown }
  const models = { Order: { dbName: null, schema: null, fields: [], primaryKey: null, uniqueFields: [], uniqueIndexes: [], isGenerated: false } }
  const PrismaClient = runtime.getPrismaClient({
    runtimeDataModel: { models, enums: {}, types: {} },
    previewFeatures: [],
    clientVersion: '7.0.0',
    engineVersion: 'none',
    activeProvider: 'postgresql',
    inlineSchema: '',
    parameterizationSchema: { strings: [], graph: 'A'.repeat(27) },
    compilerWasm: { getRuntime: async () => ({}), getQueryCompilerWasmModule: async () => ({}) },
  })
  return [{ PrismaClient }]
}

/** What the instances of a class have that its package keeps to itself. */
async function prototypeIn(name: string, path: string, exported = 'default'): Promise<Found> {
  const exports = (await import(join(folderOf(name), path))) as Record<string, { prototype: object }>
  return { value: exports[exported]?.prototype }
}

/** What a Docker gives by name, without asking whether it is there. */
function dockerPart(roots: World['roots'], getter: string): Found[] {
  return [...reach(`module.prototype.${getter}(id)`, { roots, arguments: { id: 'id' } }, true).values()].flat()
}

/** A request that goes nowhere: what can be called on it is made by the call. */
async function opensearchRequest(): Promise<Found> {
  const { Client, Connection } = await import('@opensearch-project/opensearch')
  class Mute extends Connection {
    override request = () => ({ abort() {} }) as never
  }
  return { value: new Client({ node: NOWHERE, Connection: Mute }).transport.request({ method: 'GET', path: '' }) }
}

function mongoose({ roots }: World): typeof import('mongoose') {
  return roots.get('module')![0]!.value as typeof import('mongoose')
}

function sequelize(name: 'sequelize' | 'sequelize-typescript'): Arrangement['clients'] {
  const made = async () => new ((await import(name)) as typeof import('sequelize')).Sequelize({ dialect: 'postgres' })
  const model = async () => (await made()).define('Order', {})
  return {
    sequelize: async () => ({ value: await made().then(value => (value.define('Order', {}), value)) }),
    model: async () => ({ value: await model() }),
    row: async () => ({ value: (await model()).build() }),
    transaction: async () => ({ value: ((await import('sequelize')) as typeof import('sequelize')).Transaction.prototype }),
  }
}

/** One database of each kind, since what they can do differs. */
async function drizzleDatabases(): Promise<Found[]> {
  const [{ drizzle: postgres }, { drizzle: mysql }, { drizzle: d1 }, { pgTable }] = await Promise.all([
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/mysql2'),
    import('drizzle-orm/d1'),
    import('drizzle-orm/pg-core'),
  ])
  const schema = { orders: pgTable('orders', {}) }
  return [postgres(new (await import('pg')).default.Pool(), { schema }), mysql((await import('mysql2')).createPool({ host: '127.0.0.1' })), d1({} as never)].map(value => ({ value }))
}

async function mikroOrm(): Promise<unknown> {
  const { MikroORM } = await import('@mikro-orm/postgresql')
  return MikroORM.initSync({ dbName: 'none', connect: false, entities: [], discovery: { warnWhenNoEntities: false } })
}

/** One method of a gRPC service, as generated code describes it. */
function grpcMethod(): object {
  const pass = (value: unknown) => value
  return { path: '/acme.Orders/Get', requestStream: false, responseStream: false, requestSerialize: pass, requestDeserialize: pass, responseSerialize: pass, responseDeserialize: pass }
}

/** A client is what its service makes it: one of a service with one method, and the class beneath. */
async function grpcStubs(): Promise<Found[]> {
  const { Client, credentials, makeClientConstructor } = await import('@grpc/grpc-js')
  const Orders = makeClientConstructor({ Get: grpcMethod() as never }, 'Orders')
  return [{ value: new Orders('127.0.0.1:9', credentials.createInsecure()) }, { value: Client.prototype }]
}

/** Keeps apps by name, and refuses the second of one name. */
async function firebaseApp(): Promise<Found> {
  const { default: admin } = await import('firebase-admin')
  return { value: admin.apps[0] ?? admin.initializeApp({ projectId: 'none', credential: { getAccessToken: async () => ({ access_token: 'token', expires_in: 3600 }) } }) }
}

/** Reads its settings as soon as it is made, and needs an adapter for the run-time it is on. */
async function shopify(): Promise<Found> {
  await import('@shopify/shopify-api/adapters/node')
  const { shopifyApi, ApiVersion } = await import('@shopify/shopify-api')
  return { value: shopifyApi({ apiKey: 'key', apiSecretKey: 'secret', hostName: '127.0.0.1', isEmbeddedApp: false, logger: { log: () => {} }, apiVersion: Object.values(ApiVersion)[0]! }) }
}

/** What a container gives to those who ask it: only while it makes something, or loads. */
async function inversify(installed: string): Promise<{ context: Found; loading: Found }> {
  const { Container, ContainerModule } = (await import(installed)) as typeof import('inversify')
  const container = new Container()
  const met: unknown[] = []
  container.bind('token').toDynamicValue(context => met.push(context))
  container.get('token')
  await container.load(new ContainerModule((loading: unknown) => void met.push(loading)))
  return { context: { value: met[0] }, loading: { value: met[1] } }
}
