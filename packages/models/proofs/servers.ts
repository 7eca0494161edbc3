import { writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import type { Peer } from './peer.js'
import { server } from './server.js'

/** Debian keeps the programs of each version apart. */
const POSTGRES_FOLDERS = [18, 17, 16, 15, 14, 13].map(version => `/usr/lib/postgresql/${version}/bin`)

/** A PostgreSQL that lets in whoever calls himself `postgres`. */
export function postgresql(): Promise<Peer> {
  return server({
    name: 'PostgreSQL',
    programs: ['postgres'],
    folders: POSTGRES_FOLDERS,
    unprivileged: true,
    prepare: ({ program, folder }) => [[join(dirname(program), 'initdb'), '--pgdata', join(folder, 'data'), '--auth', 'trust', '--username', 'postgres', '--no-sync', '--no-locale', '--encoding', 'UTF8']],
    arguments: ({ folder, port }) => ['-D', join(folder, 'data'), '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    // It accepts connections before it lets anyone in.
    ready: async ({ port }) => (await said(port, Buffer.from('\0\0\0\x17\0\x03\0\0user\0postgres\0\0'))).startsWith('R'),
  })
}

/** A MariaDB that lets in `root` without a password. */
export function mariadb(): Promise<Peer> {
  return server({
    name: 'MariaDB',
    programs: ['mariadbd'],
    folders: ['/usr/sbin'],
    unprivileged: true,
    prepare: ({ folder }) => [['mariadb-install-db', '--no-defaults', `--datadir=${join(folder, 'data')}`, '--auth-root-authentication-method=normal', '--skip-test-db']],
    arguments: ({ folder, port }) => ['--no-defaults', `--datadir=${join(folder, 'data')}`, `--socket=${join(folder, 's')}`, `--pid-file=${join(folder, 'pid')}`, `--port=${port}`, '--bind-address=127.0.0.1', '--skip-log-bin', '--skip-name-resolve'],
  })
}

/** A Redis that keeps nothing. */
export function redis(): Promise<Peer> {
  return server({
    name: 'Redis',
    programs: ['redis-server', 'valkey-server'],
    unprivileged: true,
    arguments: ({ folder, port }) => ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
  })
}

/** A Redis cluster of one. */
export function redisCluster(): Promise<Peer> {
  return server({
    name: 'Redis',
    programs: ['redis-server', 'valkey-server'],
    unprivileged: true,
    arguments: ({ folder, port }) => ['--port', String(port), '--cluster-port', String(besides(port)), '--bind', '127.0.0.1', '--save', '', '--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', '--dir', folder],
    ready: async ({ port }) => (await said(port, 'CLUSTER ADDSLOTSRANGE 0 16383\r\nCLUSTER INFO\r\n')).includes('cluster_state:ok'),
  })
}

/** Another port of a server, below those that the system gives to whoever asks. */
function besides(port: number): number {
  return 10_000 + (port % 10_000)
}

/** What a server answers within a moment. */
function said(port: number, words: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(words)).on('error', reject)
    socket.on('data', chunk => (text += chunk.toString()))
    setTimeout(() => {
      socket.destroy()
      resolve(text)
    }, 100)
  })
}

/** A Memcached. */
export function memcached(): Promise<Peer> {
  return server({ name: 'Memcached', programs: ['memcached'], unprivileged: true, arguments: ({ port }) => ['-l', '127.0.0.1', '-p', String(port), '-U', '0'] })
}

/** A NATS with JetStream. */
export function nats(): Promise<Peer> {
  return server({ name: 'NATS', programs: ['nats-server'], folders: ['/usr/sbin'], unprivileged: true, arguments: ({ folder, port }) => ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', join(folder, 'js')] })
}

/** A Mosquitto for whoever is on this machine. */
export function mosquitto(): Promise<Peer> {
  return server({ name: 'Mosquitto', programs: ['mosquitto'], folders: ['/usr/sbin'], unprivileged: true, arguments: ({ port }) => ['-p', String(port)] })
}

/** A RabbitMQ that needs no other process to find it. */
export function rabbitmq(): Promise<Peer> {
  return server({
    name: 'RabbitMQ',
    programs: ['rabbitmq-server'],
    folders: ['/usr/lib/rabbitmq/bin'],
    unprivileged: true,
    patience: 60_000,
    prepare: ({ folder }) => {
      writeFileSync(join(folder, 'rabbitmq.conf'), 'loopback_users = none\n')
      writeFileSync(join(folder, 'plugins'), '[].\n')
      return []
    },
    // The name server of Erlang runs in a group of its own, and stays for as long as it knows of a node.
    finish: ({ port }) => [['sh', '-c', `for i in 1 2 3 4 5 6 7 8 9; do epmd -port ${besides(port) + 10_000} -kill && exit; sleep 0.1; done`]],
    arguments: () => [],
    environment: ({ folder, port }) => ({
      RABBITMQ_NODENAME: `proof${port}@localhost`,
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_NODE_PORT: String(port),
      RABBITMQ_DIST_PORT: String(besides(port)),
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
      RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_PID_FILE: join(folder, 'pid'),
      ERL_EPMD_PORT: String(besides(port) + 10_000),
    }),
  })
}

/** What a client says to the other end of `freezing` to have its link frozen. */
export const FREEZE = 'the link freezes here'

/**
 * A link to a real server. It carries everything until the client says `FREEZE`, and from then on nothing, on that connection alone:
 * the connection stays open, as it does where a machine stops or a firewall forgets it.
 */
export async function freezing(behind: Promise<Peer>): Promise<Peer> {
  const real = await behind
  const sockets = new Set<Socket>()
  const link = createServer(near => {
    const far = connect(real.port, real.host)
    let frozen = false
    for (const socket of [near, far]) sockets.add(socket.on('error', () => {}))
    near.on('data', chunk => {
      frozen ||= chunk.includes(FREEZE)
      if (!frozen) far.write(chunk)
    })
    far.on('data', chunk => void (frozen || near.write(chunk)))
    near.on('close', () => far.destroy())
    far.on('close', () => void (frozen || near.destroy()))
  })
  await new Promise<void>(resolve => link.listen(0, '127.0.0.1', resolve))
  const { port } = link.address() as AddressInfo
  const close = async () => {
    link.close()
    for (const socket of sockets) socket.destroy()
    await real.close()
  }
  return { ...real, port, url: `http://127.0.0.1:${port}`, close }
}
