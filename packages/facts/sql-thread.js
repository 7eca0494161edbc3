// Runs in a thread of its own: the parser is WebAssembly, which gets ready only asynchronously, and those who ask cannot wait otherwise.
import { loadModule, parseSync } from 'libpg-query'
import { runAsWorker } from 'synckit'

runAsWorker(async text => {
  await loadModule()
  try {
    return parseSync(text)
  } catch {
    return undefined
  }
})
