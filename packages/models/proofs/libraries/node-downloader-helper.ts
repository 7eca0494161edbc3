import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Given, Proof, Stage } from '../proof.js'

async function start({ options }: Given, stage: Stage) {
  const { DownloaderHelper } = await stage.load()
  const folder = mkdtempSync(join(tmpdir(), 'download-'))
  const download = new DownloaderHelper(`${stage.peer.url}/orders`, folder, options)
  stage.after(async () => {
    await download.stop().catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  })
  return new Promise((resolve, reject) => {
    download.on('error', reject).on('end', resolve).on('timeout', resolve)
    download.start().catch(reject)
  })
}

export default { model: 'node-downloader-helper.json', scenes: [{ send: start }] } satisfies Proof
