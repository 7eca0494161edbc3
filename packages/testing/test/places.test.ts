import { afterAll, expect, test } from '@jest/globals'
import { eslint10, eslint9, examined } from '../src/hosts.js'
import { repositories } from './repository.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const REQUEST = "export const load = () => fetch('https://stock.example/items')"

/** Texts in which lines and columns are easily counted in two ways. */
const texts: [string, string, string][] = [
  ['a byte order mark', 'src/a.ts', `\uFEFF${REQUEST}\n`],
  ['a byte order mark in JavaScript', 'src/a.js', `\uFEFF${REQUEST}\n`],
  ['lines that end as on Windows', 'src/a.ts', `// one\r\n// two\r\n${REQUEST}\r\n`],
  ['lines that end as on an old Macintosh', 'src/a.ts', `// one\r// two\r${REQUEST}\r`],
  ['the line separators of the language', 'src/a.ts', `const text = 'a\u2028b'\n${REQUEST}\n/*\u2029*/ ${REQUEST.replace('load', 'more')}\n`],
  ['characters of two units', 'src/a.ts', `const face = '😀😀'; ${REQUEST}\n`],
  ['tabs', 'src/a.ts', `\t\t${REQUEST}\n`],
  ['a first line for the shell', 'src/a.js', `#!/usr/bin/env node\n${REQUEST}\n`],
  ['a finding over several lines', 'src/a.ts', `${REQUEST.replace("('", "(\n  '").replace("')", "',\n)")}\n`],
  ['no line at the end', 'src/a.ts', REQUEST],
]

test.each(texts)('%s', async (_, path, text) => {
  const project = make({ [path]: text })
  const { findings } = await examined(project)
  expect(findings.length).toBeGreaterThan(0)
  const places = findings.map(({ message: _message, ...place }) => place)
  for (const host of [eslint10(), eslint9()]) expect((await host(project)).findings.map(({ message: _message, ...place }) => place)).toEqual(places)
})
