import { unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { talking } from '../talking.js'

/** Lets anyone in, and never says a word once it is asked how large a file is. */
const closeMouthed = () => talking('220 ftp.example', line => (line.startsWith('SIZE') ? undefined : line.startsWith('FEAT') ? '500 none' : line.startsWith('USER') || line.startsWith('PASS') ? '230 Well.' : '200 Well.'))

async function size({ options }: Given, stage: Stage) {
  const { default: Client } = await stage.load()
  const ftp = new Client()
  stage.after(() => ftp.destroy())
  return new Promise((resolve, reject) => {
    ftp.on('ready', () => ftp.size('orders.csv', (error: Error | null) => (error ? reject(error) : resolve(undefined))))
    ftp.on('error', reject)
    ftp.connect({ host: stage.peer.host, port: stage.peer.port, ...options })
  })
}

export default {
  model: 'ftp.json',
  scenes: [{ rows: ['bound connect', 'default connect'], peer: unanswered, chains: true, send: size }, { peer: closeMouthed, chains: true, send: size }],
} satisfies Proof
