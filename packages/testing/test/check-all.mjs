// Checks one repository after another with the built command, in one process, and writes each JSON report into a file: node check-all.mjs <folder> <repository>...
import { join } from 'node:path'
import { main } from '../../cli/dist/main.js'

const [out, ...roots] = process.argv.slice(2)
for (const [index, root] of roots.entries()) {
  // dependency-cruiser is left out: it adds doubts, never findings.
  const code = await main(['check', root, '--format', 'json', '--no-dependency-cruiser', '--output', join(out, `${index}.json`)])
  // 1 says that the gate fails, which most mini-projects are made for.
  if (code !== 0 && code !== 1) throw new Error(`${root}: exit ${code}`)
}
