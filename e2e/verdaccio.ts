import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answers, freePort } from './loopback.js'
import type { Registry } from './npm.js'

/** Verdaccio as it runs on the Node.js versions that we do. */
export const VERDACCIO = { verdaccio: '6.2.9' }

/** A part of it asks for node-fetch by a tag, and not every registry that stands before npm's own knows tags of old versions. */
export const NODE_FETCH = { 'node-fetch': '2.7.0' }

/** What is ours is published to it and found nowhere else; all else comes through it from the registry that npm is set up with. */
function configuration(storage: string, upstream: string): string {
  const ours = ['@bulkhead/*', 'bulkhead', 'eslint-plugin-bulkhead'].map(name => `  '${name}': { access: $all, publish: $all }`)
  return [
    `storage: ${storage}`, 'max_body_size: 50mb', 'web: { enable: false }', `auth: { htpasswd: { file: ${join(storage, 'htpasswd')} } }`,
    `uplinks: { upstream: { url: '${upstream}', timeout: 30s, maxage: 1h } }`, 'packages:', ...ours, "  '**': { access: $all, proxy: upstream }", 'log: { type: stdout, format: pretty, level: error }', '',
  ].join('\n')
}

/** Starts Verdaccio on loopback, with nothing in it. */
export async function startVerdaccio(installed: string): Promise<Registry & { stop: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-registry-'))
  const upstream = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim()
  writeFileSync(join(folder, 'config.yaml'), configuration(join(folder, 'storage'), upstream))
  const port = await freePort()
  const server = spawn(process.execPath, [join(installed, 'node_modules/verdaccio/bin/verdaccio'), '--config', join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text: Buffer) => said.push(text.toString()))
  const stop = () => {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  if (await answers(`${url}/-/ping`, server)) return { url, folder, stop }
  stop()
  throw new Error(`Verdaccio does not answer: ${said.join('')}`)
}
