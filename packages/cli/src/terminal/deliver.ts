import { appendFile, writeFile } from 'node:fs/promises'
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

/** Appends a report to the summary of the job, which GitHub shows on the page of the run. */
export async function appendToJobSummary(report: string): Promise<void> {
  const file = process.env['GITHUB_STEP_SUMMARY']
  if (!file) throw new Trouble('There is no job summary to write to: GITHUB_STEP_SUMMARY is not set.', 'Leave --job-summary out where this does not run in GitHub Actions.')
  try {
    await appendFile(file, report)
  } catch (error) {
    throw new Trouble(`The job summary cannot be written to ${file}: ${(error as Error).message}`, 'Pass in GITHUB_STEP_SUMMARY a file that may be written to.')
  }
}
