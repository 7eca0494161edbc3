// Writes every report that the commands make of one repository, each into a file of its own: node every-report.mjs <repository> <folder> <threads> <order of folders>.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'

const [root, out, jobs, order] = process.argv.slice(2)

const { readdirSync } = fs
// A file system owes nobody an order.
if (order === 'backwards') fs.readdirSync = (...args) => readdirSync(...args).reverse()
syncBuiltinESMExports()

const { main } = await import('../dist/main.js')
const DAY = ['--as-of', '2026-11-24']
const formats = (command, names, ...more) => names.map(name => [...command, root, '--format', name, ...more])
const runs = [
  ...formats(['check'], ['text', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html'], '--no-dependency-cruiser', ...DAY), ['check', root, '--format', 'json', ...DAY],
  ...formats(['gate', '--stage', 'release'], ['text', 'json', 'html'], '--no-dependency-cruiser', ...DAY),
  ...formats(['review'], ['markdown', 'json', 'html'], ...DAY),
  ...formats(['map'], ['text', 'svg', 'html', 'mermaid', 'dot', 'json']), ['map', '--tables', root],
  ['inspect', root], ['depcruise-config', root],
]
for (const [index, args] of runs.entries()) {
  const name = `${String(index).padStart(2, '0')} ${args.filter(arg => arg !== root).join(' ')}`
  const code = await main([...args, '--jobs', jobs, '--output', join(out, name)])
  if (code === 2) throw new Error(`${name}: no verdict`)
}
await main(['baseline', root, ...DAY])
