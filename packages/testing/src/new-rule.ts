import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from './pages/root.js'

/** What keeps a rule from being made, in words for the person who asked. */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** Writes the two things that a rule is made by, and gives their paths. Throws a Refusal where the name will not do or is taken. */
export function newRule(name: string, root: string): string[] {
  if (!/^(?:require|no)(?:-[a-z]+)+$/.test(name)) throw new Refusal(`"${name}" is no name for a rule. Write require-<safeguard> or no-<hazard>, in small letters and dashes.`)
  const files = scaffold(name)
  const taken = [`rules/${name}.ts`, `fixtures/${name}`].find(path => existsSync(join(root, path)))
  if (taken !== undefined) throw new Refusal(`${taken} is there already. Choose another name, or go on with what is there.`)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return Object.keys(files)
}

const scaffold = (name: string): Record<string, string> => ({
  [`rules/${name}.ts`]: ruleText(name),
  [`fixtures/${name}/example/package.json`]: `${JSON.stringify({ name: 'example', private: true, type: 'module', dependencies: { axios: '^1.7.9' } }, null, 2)}\n`,
  [`fixtures/${name}/example/src/example.ts`]: exampleText(name),
})

const ruleText = (name: string): string => `import { defineRule } from '@bulkhead/analysis'

export default defineRule({
  name: '${name}',
  // One of the fifteen checks, see packages/gate/src/decide/checks.ts.
  check: 'resilience',
  judges: 'outbound requests',
  summary: '${name.startsWith('no-') ? 'Disallow' : 'Require'} ….',
  why: \`
    What happens in production without it, in the words of an incident.
  \`,
  fix: 'What to do about a finding.',

  *find(file) {
    // One answer for everything that is looked at: fine, wrong or unknown.
    for (const request of file.operations('http.request'))
      yield { is: 'unknown', at: request.place, why: 'this rule is not written yet' }
  },
})
`

const exampleText = (name: string): string => `import axios from 'axios'

export async function placeOrder(order: { id: string }) {
  await axios.post('https://payments.example/charges', order, { timeout: 2_000 }) // want ${name}
}
`

const next = (name: string): string => `
Next:
  1. fixtures/${name}/example: write the code that shows the defect, as people write it. The line that is wrong says // want ${name}
  2. rules/${name}.ts: ask the file what it does, and answer. npm test fails until the answers are those of the fixtures.
  3. fixtures/${name}/look-alikes: write what looks alike and is right.
  4. npm run gen, when the texts have changed.
docs/adding-a-rule.md tells more.`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const name = process.argv[2] ?? ''
  try {
    for (const path of newRule(name, ROOT)) console.log(`wrote ${path}`)
    const made = spawnSync(process.execPath, [fileURLToPath(new URL('./generate.js', import.meta.url))], { cwd: ROOT, stdio: 'inherit' })
    console.log(next(name))
    process.exitCode = made.status ?? 1
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(error.message)
    process.exitCode = 2
  }
}
