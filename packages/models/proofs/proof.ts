import type { Peer } from './peer.js'

/** What a proof of one model needs to know beside the model. Everything else is derived from the model's own rows. */
export interface Proof {
  /** The file of the model, such as `axios.json`. */
  model: string
  /** The sets of installed packages to run it with: which one stands in for each that the model names. Default: those that it names. */
  installed?: Record<string, string>[]
  /** The modules to load, where the model names a family of packages. Default: those of the model. */
  modules?: string[]
  /** Where a row is looked for a scene, the first that takes it proves it. */
  scenes: Scene[]
  /** Runs in the tests too: it is quick, and needs nothing but the library. */
  hot?: true
  /** Rows that cannot be shown by running, each with the reason. */
  unproven?: Record<string, string>
  /** How long it may take in all, in ms. Default: 180 s. */
  patience?: number
}

/** An operation of the library against a peer, and the rows that are shown with it. */
export interface Scene {
  /** The rows it takes: their ids, or how they start (`bound query`). Default: all that no scene before took. */
  rows?: string[]
  /** Whom it talks to. Default: what the row needs, such as a silent peer for a bound and one that answers 503 for retries. */
  peer?: () => Promise<Peer>
  /** What the parameters of the model's signatures hold, by their name. The value that is tried is put into them at its place. */
  arguments?: (peer: Peer) => Record<string, unknown>
  /** Signatures to call, from the most to the least wanted, where the model's own are too general. */
  calls?: string[]
  /** How clients are made, by their name, where the model's own signatures are too general. */
  made?: Record<string, string>
  /** Makes the call in code of its own, where signatures do not do. It gives what the library gives, a promise or an emitter. */
  send?: (given: Given, stage: Stage) => unknown
  /** `send` makes chained calls too, where their arguments are given. */
  chains?: true
  /** Takes back what a method called on the library itself has set for all calls to come. */
  undo?: (stage: Stage) => unknown
  /** Takes the answer to its end. Default: `text()` of the answer or of its body, where it has one. */
  read?: (answer: never) => unknown
  /** What is set to try a bound, in ms. Default: 150, or 1000 where the unit is a second. */
  limit?: number
  /** What is written at a place to set so many ms. Default: the number in the unit of the bound, or a signal that fires after it. */
  value?: (ms: number) => unknown
  /** How long the library may take to end a call after its bound, in ms: for waits of its own that cannot be switched off. Default: 5000. */
  within?: number
  /** What the client really holds for a default, where nobody can wait for it. Given in the unit of the bound. */
  holds?: (given: Given, stage: Stage) => unknown
  /** Arguments that differ where retries are counted: those that switch retries off to prove bounds are left out here, and waits made short. */
  retrying?: (peer: Peer) => Record<string, unknown>
  /** How a request of another method is made: its call, or more arguments. Default: a call that is named like the method. */
  methods?: Record<string, { call?: string; arguments?: Record<string, unknown> }>
  /** How many times faster the clock runs where retries are counted. Default: 50. */
  speed?: number
}

/** Arguments by parameter name. What libraries take differs in everything. */
export type Given = Record<string, any>

/** What a scene plays on. */
export interface Stage {
  peer: Peer
  /** The exports of a module of the model: its namespace, with the default export as `default`. Default: the first one. */
  load(specifier?: string): Promise<any>
  /** Called when the scene is over. */
  after(end: () => unknown): void
}
