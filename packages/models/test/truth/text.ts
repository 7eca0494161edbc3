import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf } from '../../proofs/installed.js'

/** Whether a package's type declarations export a type of that name; `Prisma.TransactionClient` is `TransactionClient` in a namespace, `*Client` any that ends so. */
export function declaresType(packages: string[], name: string): boolean {
  const last = name.split('.').at(-1)?.replaceAll('$', '\\$').replace('*', '\\w*')
  const declared =
    name === 'default'
      ? /export default|export =|as default\b/
      : new RegExp(`\\b(?:interface|class|type|const|namespace)\\s+${last}\\b|\\b(?:export|as)\\b[^;]*(?<![\\w$])${last}(?![\\w$])`)
  return packages.some(one => some(folderOf(one), /\.d\.[cm]?ts$/, text => declared.test(text)))
}

/** Whether a word stands anywhere in a package's code or declarations: an option that is nowhere read does nothing. */
export function mentions(packages: string[], word: string): boolean {
  const whole = new RegExp(`(?<![\\w$])${word.replaceAll(/[$.]/g, '\\$&')}(?![\\w$])`)
  const found = (kind: RegExp) => packages.some(one => some(folderOf(one), kind, text => whole.test(text)))
  return found(/\.d\.[cm]?ts$/) || found(/\.[cm]?js$/)
}

function some(folder: string, kind: RegExp, holds: (text: string) => boolean): boolean {
  const entries = readdirSync(folder, { withFileTypes: true })
  return (
    entries.some(entry => entry.isFile() && kind.test(entry.name) && holds(readFileSync(join(folder, entry.name), 'utf8'))) ||
    entries.some(entry => entry.isDirectory() && entry.name !== 'node_modules' && some(join(folder, entry.name), kind, holds))
  )
}
