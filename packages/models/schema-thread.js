// Runs in a thread of its own, so that nobody loads the parser who has no schema to read.
import { getSchema } from '@mrleebo/prisma-ast'
import { runAsWorker } from 'synckit'

runAsWorker(text => {
  try {
    return getSchema(text).list
  } catch {
    return undefined
  }
})
