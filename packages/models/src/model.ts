/** What a library means, as data. One JSON file a library, or one for each range of versions. */
export interface Model {
  /** The name people know it by, and the first of its modules unless `modules` says otherwise. */
  library: string
  /**
   * Import specifiers under which it is reached. Default: the library's name. One that ends with `*` matches every specifier that begins so, as a family
   * of packages does (`@aws-sdk/client-*`), and its versions are those of the package that is imported. One that starts with `*` matches every specifier
   * that ends so: code that a library generates into the repository has no name of its own. A model that names a specifier in full comes before.
   */
  modules?: string[]
  /** Names that need no import: signatures then start with `global`. */
  globals?: string[]
  /** semver range of the versions for which this file is true. */
  versions: string
  /** The page that says so. */
  docs: string
  /** What its definitions and clients are part of. `database` is what a service keeps to itself. */
  layer?: 'database'
  clients?: Record<string, ClientModel>
  operations?: OperationModel[]
  bounds?: Bound[]
  /**
   * How long a silent peer can hold an operation of which nothing is bounded, in ms: the fetch of Node.js under it ends each attempt after 300 s. That is no bound, since nobody
   * chose it, and an answer that drips outlives it. Absent: for ever.
   */
  patience?: Patience
  /** What reads like a bound of its operations and is none. */
  ineffective?: Ineffective[]
  /** What the library tries again by itself. The first entry that holds for an operation decides. */
  retries?: Retries[]
  definitions?: Definition[]
  /** Calls on the way to a client that say which database it opens. */
  openings?: Opening[]
  /**
   * Calls that say of a table, parameter `of`, to which others its relations lead: `members` gives an object of them, each a call
   * whose first argument is the other table.
   */
  relating?: Signature[]
  /** Calls by which a query gives a name to a part of its own, as parameter `alias`. What is called so in the same file is no table. */
  aliases?: Signature[]
  /** Files of a language of its own in which its tables are described. */
  schemas?: SchemaFiles
  values?: ValueModel[]
  /** Where the code keeps things under tokens, and gets them back. */
  containers?: ContainerModel[]
  /** Functions that the library runs, and what it gives them. Operations say so themselves. */
  callbacks?: Callback[]
  /** What its handlers find in the context that they are given. */
  contexts?: ContextModel[]
  /** What its constants hold: `{ "module.TimeoutStrategy.Aggressive": "aggressive" }`. */
  constants?: Record<string, string | number>
  notes?: string[]
}

/** Where a client comes from. Signatures start with `module`, `global` or the name of a client. */
export interface ClientModel {
  /** None: it is only given, or declared. */
  made: Signature[]
  /**
   * Exported types of which a declared value is such a client, by export name; `default` is the default export, `*Client` every name that ends so.
   * `Repository<entity>` names its type arguments, for places of tables to read.
   */
  types?: string[]
  /** It works with another client that it is given: the place that holds that one, and its name. What that one was made with holds for it too. */
  through?: { place: string; client: string }
}

/**
 * A path from a root to a value or a call, read left to right:
 * `module.Pool(config)`, `axios.{get,head}(url, config)`, `stripe.**.create(params, options)`.
 *
 * - The root is `module` (the default export, the namespace and what `require` gives are one), `global`, or a client's name.
 * - `.name`, `.{a,b}`, `.*` (any one name), `.<model>` (any one name, which places of tables read as `model`), `.**` (one or more names).
 * - `(a, b)` is a call, a `new` expression or a tagged template (whose first argument is the template) and names its arguments. More arguments than names is no match, unless the last is `...rest`.
 *   An argument may be absent, unless it is written `a!`. `a:object`, `a:array`, `a:function`, `a:string`, `a:number` does not match a value known to be of another shape;
 *   `'text'` matches a value that is or may be that string. `a:name` with the name of a client of this model matches only a value known to be one,
 *   and places may then read the parameters of the call that made it: `client.send(command:SendMessage)`.
 */
export type Signature = string

/** `remote.call`: what waits for the answer of another machine over a protocol of its own, such as SSH, FTP, LDAP or that of Git. */
export type OperationKind =
  | 'http.request'
  | 'remote.call'
  | 'db.connect'
  | 'db.query'
  | 'db.transaction'
  | 'queue.publish'
  | 'queue.consume'
  | 'cache.command'
  | 'mail.send'
  | 'retry'

/** What an operation does to the world. `session` creates a short-lived hand-over that costs nothing when made twice. */
export type Effect = 'read' | 'create' | 'update' | 'delete' | 'charge' | 'capture' | 'refund' | 'payout' | 'send' | 'enqueue' | 'session'

export interface OperationModel {
  kind: OperationKind
  effect?: Effect
  /** The first entry that matches a call decides. */
  calls: Signature[]
  except?: Signature[]
  /** The places that hold the address, where there are any: what makes a forwarding function a wrapper. */
  target?: string[]
  /** A `target` that only says where on a page's own host it leads, such as `/api/orders`, is refused before anything is sent: there is no page here. */
  refuses?: 'relative'
  idempotency?: Idempotency
  /** The parameter that the call runs as a callback, as a transaction or a retry does. */
  runs?: string
  /** With `runs`: the clients that the callback is given, by position. `null` where a parameter is none. */
  gives?: (string | null)[]
  /** Of a transaction: the client itself is one from then on, as a session is. */
  itself?: true
  /** The places where the transaction is given in which it takes part, where that is not the client. */
  within?: Place[]
  /** The tables that it reaches. Each entry says one table, or several of one kind. */
  tables?: TableUse[]
}

/** What is done to a table. A collection is one too. */
export type TableDeed = 'define' | 'read' | 'write' | 'join' | 'migrate'

/** Which tables an operation reaches, and what it does to them. */
export interface TableUse {
  /**
   * Where the table is named; the first place that says anything decides. Beside parameters a place may read the names that a signature or a type names
   * (`<model>`, `Repository<entity>`), and `self`: the class, the object or the value on which the operation is called.
   */
  at: Place[]
  /** The names that the operation knows by itself, as one does that is given a client and keeps its own tables with it. Those that nothing defines are left out. */
  named?: string[]
  /**
   * How it is named there. `definition`: by what defines it, an object or a list of such, or its name. `source`: the same, or by a query of its own, which
   * says itself what it reaches. `model`: by a model of the library's schema files.
   * `text`: by its name in the database. `sql`: in SQL text. `relations`: by names of its definition's relations.
   * Default: `definition`.
   */
  by?: 'definition' | 'source' | 'model' | 'text' | 'sql' | 'relations'
  /** Default: what the operation's effect says. Absent for `sql`, which says so itself. Where `write` is written, new rows may come of it, whatever the effect; `change` is a write of which none come. */
  does?: Exclude<TableDeed, 'define'> | 'change'
  /** With `relations`: only those in which one of these names stands, as `create` does in what is written with it. */
  doing?: string[]
  /** Not what stands there itself, but what stands at one of these paths, however deep: the `$lookup.from` of a pipeline. */
  deep?: string[]
  /** Only where one of these says something: a builder that is told to delete. */
  where?: Place[]
  /** Not where one of these says something. */
  unless?: Place[]
}

export interface Idempotency {
  /** Where the key goes. */
  places: Place[]
  /** Where people put one too, and nobody reads it: among the headers of a mail instead of those of the request. */
  mistaken?: Place[]
  /** `per-call`: the library sends a new key for every call of its method, so it covers only its own retries. */
  automatic?: 'none' | 'per-call'
  /** `refused`: the provider itself turns a repetition down, so nothing happens twice, but a lost answer cannot be told from a failure. */
  repeated?: 'refused'
  /** With `repeated`: where one of these says something, only a part is done, and that can be done again: the amount of a refund. */
  inPart?: Place[]
  /** Only asked for when the rule is told to look at enqueueing. */
  optional?: true
}

/**
 * Where a value is given: `config.timeout` reads parameter `config`, property `timeout`; `ms` reads parameter `ms` itself;
 * `options.useFactory().timeout` reads property `timeout` of what the function `options.useFactory` returns or resolves to, `config.'a.b'` the property `a.b`.
 * The call's own parameters come first, then those of the call that made the client, then of the client that one came from.
 */
export type Place =
  | string
  /**
   * A method chained to the operation's result, or called on the name that holds it: the root is `result`, or the name of a client
   * for a method called on the client the operation went through. `at` reads that method's parameters; without it the call alone is enough.
   * `calling`: counts only where one of these names is called somewhere within its arguments.
   * `writing`: counts only where a function among its arguments writes a property of one of these names, or cannot be read.
   * `first`: the client is of no use before this method was called. Where no such call is in sight, what it says is not known.
   */
  | { chained: Signature; at?: string; calling?: string[]; writing?: string[]; first?: true }
  /**
   * A method of the client's own class that code overrides, and that writes a property of one of these names of what it is given, or cannot be read:
   * what the class does to each of its requests.
   */
  | { overridden: string; writing: string[] }
  /** A member of the client that is assigned later: `axios.defaults.timeout = 5000` is `defaults.timeout`. */
  | { assigned: string }
  /** A setting of the module that provides an injected client: NestJS `HttpModule.register(config)`. `at` reads that call's parameters. */
  | { provided: Signature; at: string }
  /**
   * A setting of something that stands at `inside` and was made by a call of another library: the agent of `{ httpAgent: new Agent({ timeout }) }`.
   * `made` starts at one of the modules `from`; `at` reads that call's parameters. What was made otherwise cannot be read.
   * `versions`: it is so only where that module is of this semver range; one that nothing declares is the newest.
   */
  | { inside: string; made: Signature; from: string[]; at: string; versions?: string }
  /**
   * What is handed to a method of the operation's result, or of what another library makes of it, and was made by a call of that library:
   * `http.get(url).pipe(timeout(5000))`. `made` and `through` start at one of the modules `from`; `at` reads the parameters of `made`. What goes `through` is looked into.
   */
  | { piped: Signature; made: Signature; through: Signature; from: string[]; at: string }

/** One way to bound an operation. Several bounds of one limit are alternatives: any one that is set is enough. */
export interface Bound {
  limit: 'timeout' | 'connect' | 'query' | 'acquire'
  /** Kinds of operation it holds for. Default: all. */
  for?: OperationKind[]
  /** The first place that says anything decides. None: nothing changes the default. */
  places: Place[]
  /**
   * What stands there. `signal` is an AbortSignal, which bounds only where a timer drives it. `opaque` is something that may carry
   * a bound of its own, such as a custom transport: where it is given the answer is not known. Default: a duration.
   */
  is?: 'duration' | 'signal' | 'opaque'
  unit?: 'ms' | 's'
  /** Values that switch it off, beside `undefined`, `null`, `Infinity`. */
  off?: (number | boolean | string)[]
  /** What holds where nothing is set: `off`, or a number of `unit`. A signal has no default. */
  default?: 'off' | number
  /** Only in force where this chained call is there too: node's `timeout` option needs `on('timeout', callback)` that calls `destroy`. */
  confirmed?: { chained: Signature; calling: string[] }
  /** Only for the driver that is named there: the options of one database mean nothing to another. */
  when?: When
  /** Where it holds only in some of the model's versions: their semver range. */
  versions?: string
  /** What of the operation it bounds. */
  covers?: Phase[]
  /** Where the fact is from: `measured: …`, `source: …` or `docs: …`. A proof that runs the library says more than any of them. */
  evidence?: string
}

/** What a client is made for, where a library has several drivers: `config.type` that starts with `postgres`, a URL that starts with `mysql`. */
export interface When {
  /** The first place that says anything decides. */
  places: Place[]
  /** How the text there begins, or the name of the module that what stands there comes from. */
  starts: string[]
  /** Modules that are made for this driver alone: a client that comes from one need not say which. */
  modules?: string[]
}

/**
 * A stretch of an operation. Of a request: `connect` until the peer accepts, `first-byte` until it says anything, `headers` until it has said them all,
 * `body-idle` between two pieces of the body, `body-total` to its end. Of a database: `handshake` until the peer has let us in, `pool` until a connection
 * is free, `queue` until the command is sent, `query` until it is answered.
 */
export type Phase = 'connect' | 'handshake' | 'pool' | 'queue' | 'query' | 'first-byte' | 'headers' | 'body-idle' | 'body-total'

/**
 * An option, a method or an argument that reads like a bound and is none, in the versions of this model. It is reported where one of its places says something
 * and nothing in the code bounds the operation otherwise.
 */
export interface Ineffective {
  /** The limit that it seems to set. */
  limit: Bound['limit']
  /** Kinds of operation it holds for. Default: all. */
  for?: OperationKind[]
  /** Where people put it. The first place that says anything decides. */
  places: Place[]
  /** What people put there. Default: a duration. */
  is?: 'duration' | 'signal'
  /** Values by which nobody means a bound, beside `undefined`, `null`, `Infinity`. */
  off?: (number | boolean | string)[]
  /** Where it is so only in some of the model's versions: their semver range. */
  versions?: string
  /** It does work where one of these says something: what completes it. */
  unless?: Place[]
  /**
   * `ignored`: the library does not read it. `logs`: it only writes a line. `event`: it only emits an event. `phase`: it bounds only `covers`.
   * `attempts`: it bounds each attempt, and the library makes several. `lost`: it works for a while, as a signal does that nothing holds on to.
   */
  because: 'ignored' | 'logs' | 'event' | 'phase' | 'attempts' | 'lost'
  /** With `phase` and `attempts`: what it does bound. */
  covers?: Phase[]
  /** How long the operation can last all the same, in ms; `off`: for ever. */
  lasts: number | 'off'
  /** What a reader has to know, as one short sentence that names the option: "node-fetch 3 does not read `timeout`." */
  says: string
  /** As of a bound. */
  evidence: string
}

/** How long what is under a library waits of itself. */
export interface Patience {
  /** All attempts together. */
  ms: number
  /** Where it is known in only some of the model's versions: their semver range. */
  versions?: string
}

/** How often a library tries by itself again. */
export interface Retries {
  /** Kinds of operation it holds for. Default: all. */
  for?: OperationKind[]
  /** Effects it holds for, where reads and writes differ. Default: all. */
  effects?: Effect[]
  /** Where the number of attempts after the first is set; the first place that says anything decides. */
  places: Place[]
  /** Attempts after the first where nothing is set. */
  default: number | 'endless'
  /** What it tries again after. HTTP statuses as text, `5xx` for all of them. Default: whatever fails. */
  on?: string[]
  /** HTTP methods that it tries again. Default: all. */
  methods?: string[]
  /** As of a bound. */
  evidence: string
}

/** What makes a class, function or value part of the library's layer. One of the four ways. */
export interface Definition {
  kind: 'entity' | 'model' | 'schema' | 'repository' | 'migration' | 'client'
  /** The class carries this decorator. */
  decorator?: Signature
  /** The class extends this. */
  extends?: Signature
  /** The class implements this type. */
  implements?: string
  /** The value is what this call gives. */
  call?: Signature
  /** The table that it describes, where it describes one. */
  table?: TableNaming
}

/** A call that says which database is meant. Of each kind of place the first that says anything decides. */
export interface Opening {
  by: Signature
  /** An address that says all of it. */
  address?: Place[]
  host?: Place[]
  port?: Place[]
  /** The name of the database. */
  name?: Place[]
  /** The client of another library that it goes through. */
  through?: Place[]
  /** The library whose operations go through it, where that is another. */
  for?: string
}

/** How the table is called that a definition describes. Places read the parameters of its decorator or call, and `static.name` a static member of its class. */
export interface TableNaming {
  /** Where its name in the database is given. */
  name?: Place[]
  /** Said with a static method of its class that is called in its file: `class.init(attributes, options)`, whose parameters places may read. */
  called?: Signature
  /** Where a yes says that the class has no table of its own: those that extend it do. */
  abstract?: Place[]
  /** Where a yes says that the name is taken as it is, and where one says that it is written with underscores. */
  kept?: Place[]
  underscored?: Place[]
  /** A function that makes the name in the database of the one that is given. */
  through?: Place[]
  /** Where the schema is given that it lies in. */
  schema?: Place[]
  /** Where the name is given by which code speaks of it. Default: the name of the class. */
  known?: Place[]
  /** Decorators of members that lead to another table: what parameter `target` is or gives. */
  relations?: Signature[]
  /** Where its fields are described, as an object of them. */
  fields?: Place[]
  /** The key by which the description of a field, there or in the `target` of a decorator, says to which definition it leads: by its name, or as it is. */
  refers?: string
  /** How its name in the database is made of that one, where none is given. Without it nothing is known then. */
  otherwise?: 'same' | 'snake' | 'lower-plural' | 'plural'
}

/** Files that describe tables in a language of their own. */
export interface SchemaFiles {
  /** How their names end. */
  files: string[]
  language: 'prisma'
}

/** A dependency-injection container, or anything else that is asked by a token for what was bound to it. Each has tokens of its own. */
export interface ContainerModel {
  binds: Binding[]
  asks: Ask[]
  /** Decorators of classes that it makes: a parameter of their constructor without a decorator is asked for by its type. */
  makes?: Signature[]
  /** What stands for a token that is known only later: parameter `token` is a function that gives it. */
  later?: Signature[]
  /** The decorator of a class that is a part of the program with tokens of its own: what is bound there holds there, and where it is exported to. */
  scope?: {
    /** The classes that belong to it and the providers of them; what else it takes in, and what it gives to those that take it in. */
    decorator: Signature
    holds: string[]
    imports: string
    exports: string
    /** Says that it is everywhere: another decorator of the class. */
    everywhere?: Signature
    /** An object in place of such a class names the class here, and says the same as the decorator by the same names. */
    class: string
  }
}

/** One way to bind tokens. Of the places that say to what, the first that says anything decides. */
export interface Binding {
  /** The call or the decorator that binds. That of the container's scope binds in that scope alone. */
  by: Signature
  /** Binds several: a place of a list, whose items the other places call `each`, or of an object, whose keys are the tokens and whose values are made by a client of this model. */
  each?: string
  /** The token. */
  token?: string
  /** The thing itself. */
  value?: string[]
  /** A function that gives it. */
  factory?: string[]
  /** A class that is made. */
  class?: string[]
  /** Another token for the same. */
  same?: string[]
  /** The list of tokens that the factory is given. */
  inject?: string
  /** The clients that the factory, or the constructor of the class, is given. */
  gives?: (string | null)[]
}

/** One way to ask for a token. One of the three. */
export interface Ask {
  /** A decorator of a parameter of a constructor, or of a field. Without a token it asks by the type. */
  decorator?: Signature
  /** A call that gives what is bound. */
  call?: Signature
  /** A member whose name is the token: `cradle.*`. */
  member?: Signature
  token?: string
}

/** A function that a library runs. */
export interface Callback {
  calls: Signature[]
  /** The parameter that is the function, or the first of several. */
  runs: string
  /** The clients that it is given, by position. `null` where a parameter is none. */
  gives: (string | null)[]
}

/** What the handlers of a library share: made for each request by a function of the program, which only a type names. */
export interface ContextModel {
  /** Where a handler has it: `handling.ctx`, of a client that a callback is given. */
  held: Signature
  /** The call on the way to the handler whose type argument is the type of the function that makes it, or its own. */
  typed: Signature
  /** Calls on the way whose parameter `run` is a function that may lay something over it, and how that is called in what it hands on. */
  laid?: { by: Signature[]; as: string }
}

/** What a value of the language or of a library means wherever it is met. */
export interface ValueModel {
  /**
   * `named`: the same wherever parameter `name` is the same text. `memo`: a function that gives what the function `run` gives. `fresh`: another one each time. `timer-signal`: an AbortSignal that a timer drives. `joined-signals`: one of several signals (parameter `signals`).
   * `controller`: has `signal` and `abort`. `timer`: runs parameter `callback` after parameter `delay`. `delay`: a promise that settles by itself.
   * `race`: the first of parameter `promises` to settle. `all`: waits for all of `promises` and gives what they give. `merge`: copies the properties of its arguments, from the second on, into the first.
   * `deep-merge`: the same into every depth; what is undefined changes nothing. `defaults`: gives its first argument, and what is undefined there from the next that has it.
   * `without`: its first argument less the properties that the others name, one by one or in lists. `promised`: gives parameter `run`, which it calls with one more
   * argument, a callback; what that is given is what the promise holds. `promised-all`: gives its first argument, with a method beside each that is called like it with `Async`
   * behind and gives a promise.
   * `address`: where something is, as text or an object that carries no options. `same`: gives its first argument unchanged. `caller-signal`: an AbortSignal that fires when whoever called this service goes away.
   * `deadline`: waits for parameter `awaited`, a promise or a function that gives one, no longer than the model's bounds of `timeout` say, or than some time
   * where it has none. Where it is the client that was given the function, the call hands its own arguments to it. `page`: only a page calls this, so the function around it runs in a browser.
   * `worker`: only a worker of a page calls this, so its whole file runs in a browser.
   * `mode`: the name of the environment, which is `production` where it matters. `file-text`: what the file at parameter `path` holds. `environment`: what
   * environment variable `name` holds, or parameter `otherwise`. `keeper`: gives with `get(key)` what was put into it with
   * `set(key, value)`, or what its first argument listed as pairs. `fetch`: the fetch of Node.js; where it is handed on as it is, it brings no limit with it.
   */
  means: 'named' | 'memo' | 'fresh' | 'timer-signal' | 'joined-signals' | 'controller' | 'timer' | 'delay' | 'race' | 'all' | 'merge' | 'deep-merge' | 'defaults' | 'without' | 'promised' | 'promised-all' | 'address' | 'same' | 'caller-signal' | 'deadline' | 'page' | 'worker' | 'mode' | 'environment' | 'file-text' | 'keeper' | 'fetch'
  made: Signature[]
}
