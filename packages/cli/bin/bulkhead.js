#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'

const args = process.argv.slice(2)

process.exitCode = args.includes('--resident') ? await resident() : await alone()

// What asks a process that is running loads nothing of what that one has loaded.
async function resident() {
  const { ask } = await import('../dist/resident/client.js')
  return await ask(args) ?? await alone()
}

async function alone() {
  // What lives for three seconds ends before code that was optimised early has paid for it: on Node 20 a sixth of the time goes there. Later versions know no such flag.
  if (process.version.startsWith('v20.')) setFlagsFromString('--interrupt-budget=500000')
  const { main } = await import('../dist/main.js')
  return main(args)
}
