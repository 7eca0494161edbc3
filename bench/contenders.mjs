import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const HOUSE = join(import.meta.dirname, '..')
const installed = path => join(HOUSE, 'node_modules', path)

/**
 * The commands that are compared, the same files for each. `seen` reads from what a command wrote how many files it looked
 * at and how much it found, so that nobody wins by looking away.
 */
export function contenders(scratch) {
  const output = name => join(scratch, `${name}.json`)
  return [
    {
      name: 'bulkhead check',
      command: [process.execPath, join(HOUSE, 'packages/cli/bin/bulkhead.js'), 'check', '.', '--no-config-execution', '--format', 'json', '--output', output('bulkhead')],
      accepted: [0, 1],
      seen: () => seenBy(output('bulkhead')),
    },
    {
      name: 'bulkhead check, again',
      // After the one above, which has left what it found out.
      remembers: true,
      command: [process.execPath, join(HOUSE, 'packages/cli/bin/bulkhead.js'), 'check', '.', '--no-config-execution', '--format', 'json', '--output', output('again')],
      accepted: [0, 1],
      seen: () => seenBy(output('again')),
    },
    {
      name: 'eslint + plugin',
      command: [process.execPath, installed('eslint/bin/eslint.js'), '--no-config-lookup', '--config', join(HOUSE, 'bench/eslint.config.mjs'), '--format', 'json', '--output-file', output('eslint'), '.'],
      accepted: [0, 1],
      seen: () => {
        const results = json(output('eslint'))
        return { files: results.length, found: results.flatMap(result => result.messages).filter(message => message.ruleId?.startsWith('bulkhead/')).length }
      },
    },
    {
      name: 'depcruise, cold',
      command: [process.execPath, installed('dependency-cruiser/bin/dependency-cruise.mjs'), '--no-config', '--ts-pre-compilation-deps', '--do-not-follow', 'node_modules', '--output-type', 'json', '--output-to', output('depcruise'), '.'],
      accepted: [0],
      seen: () => ({ files: json(output('depcruise')).modules.filter(module => module.followable !== false && !module.coreModule && !module.couldNotResolve).length, found: undefined }),
    },
    {
      name: 'oxlint',
      command: [process.execPath, installed('oxlint/bin/oxlint'), '--format', 'json', '--silent', '.'],
      accepted: [0, 1],
      seen: () => ({ files: undefined, found: undefined }),
      optional: true,
    },
  ].filter(({ optional, command }) => !optional || existsSync(command[1]))
}

function seenBy(file) {
  const { files, findings } = json(file)
  return { files: files?.total, found: findings?.length }
}

/** Throws, with the remedy, where something that has to be measured was not built. */
export async function assertBuilt() {
  for (const path of ['packages/cli/dist/index.js', 'packages/eslint-plugin/dist/index.js'])
    if (!existsSync(join(HOUSE, path))) throw new Error(`${path} is not there: run \`npm run build\` first.`)
  const plugin = await import('eslint-plugin-bulkhead').then(module => module.default, error => {
    throw new Error(`eslint-plugin-bulkhead cannot be loaded: ${error.message}`)
  })
  const rules = Object.keys(plugin?.configs?.recommended?.rules ?? {}).length
  if (rules === 0) throw new Error('eslint-plugin-bulkhead is not finished: its recommended configuration turns on no rule, so ESLint would win by doing nothing.')
}

function json(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
