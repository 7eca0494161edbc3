import { writeFile } from 'node:fs/promises'
import { Trouble } from '../trouble.js'

/** Puts a report where it was asked for: into a file, or on standard output. */
export async function deliver(report: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    process.stdout.write(report)
    return
  }
  try {
    await writeFile(file, report)
  } catch (error) {
    throw new Trouble(`The report cannot be written to ${file}: ${(error as Error).message}`, 'Pass a file in a folder that exists and may be written to.')
  }
}
