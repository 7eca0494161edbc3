import { readFileSync } from 'node:fs'
import pico from 'picocolors'
import { readFacts, together, type Across } from '@bulkhead/checker'
import { harmlessJson } from '@bulkhead/gate'
import { acrossMarkdown } from '../across/markdown.js'
import { acrossText } from '../across/text.js'
import { FAILED, PASSED } from '../exit-codes.js'
import { wantsColor } from '../terminal/color.js'
import { deliver } from '../terminal/deliver.js'
import { Trouble } from '../trouble.js'

/** The options of `bulkhead merge`. */
export interface MergeOptions {
  format: 'text' | 'markdown' | 'json'
  output?: string
}

/** Puts the facts of several repositories together, and fails where one goes over the head of another. */
export async function merge(files: readonly string[], { format, output }: MergeOptions): Promise<number> {
  if (files.length < 2) throw new Trouble('One repository alone shares nothing with another.', 'Pass the files that `bulkhead facts` wrote in each of them: bulkhead merge orders.json billing.json')
  const across = together(files.map(file => ({ file, facts: readFacts(file, textOf(file)) })))
  const colors = pico.createColors(output === undefined && wantsColor(process.stdout, process.env))
  await deliver(format === 'json' ? json(across) : format === 'markdown' ? acrossMarkdown(across) : acrossText(across, colors), output)
  return passes(across) ? PASSED : FAILED
}

const json = (across: Across): string => harmlessJson({ version: 1, passed: passes(across), ...across })

const passes = ({ findings }: Across): boolean => !findings.some(({ severity }) => severity === 'error')

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Trouble(`The facts ${file} cannot be read.`, 'Pass the files that `bulkhead facts` wrote.')
  }
}
