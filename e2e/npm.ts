import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A registry on loopback, and a folder that goes with it. */
export interface Registry {
  url: string
  folder: string
}

/** What a command left behind. */
export interface Ran {
  code: number | null
  out: string
  err: string
}

/** Runs a command with nothing in its environment that belongs to the test, and with its own registry and caches. */
export function run(local: Registry, cwd: string, command: string, args: string[]): Ran {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|CI$|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|BULKHEAD_|INIT_CWD)/i.test(name))
  const token = `npm_config_${local.url.slice('http:'.length)}/:_authToken`
  const env = {
    ...Object.fromEntries(kept), npm_config_registry: local.url, npm_config_cache: join(local.folder, 'npm'), npm_config_store_dir: join(local.folder, 'pnpm'), YARN_REGISTRY: local.url,
    YARN_CACHE_FOLDER: join(local.folder, 'yarn'), npm_config_audit: 'false', npm_config_fund: 'false', npm_config_update_notifier: 'false', [token]: 'anybody', NO_COLOR: '1',
  }
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 26, timeout: 110_000 })
  return { code: status, out: stdout, err: `${stderr}${error ? String(error) : ''}` }
}

/** Says what a command said, where it failed. */
export function succeeded({ code, out, err }: Ran): void {
  if (code !== 0) throw new Error(`exit code ${code}: ${out}${err}`)
}

/** Writes files into a folder. */
export function write(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
