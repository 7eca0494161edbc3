import type { RuleSet } from './compile.js'

/** `js` is an ES module for `.dependency-cruiser.mjs`, `json` is for `.dependency-cruiser.json`. */
export type PrintedAs = 'js' | 'json'

/**
 * The configuration as the text of a file, ending in a line break. Where TypeScript is to be read, the `js` form throws if
 * dependency-cruiser has no compiler for it, because it would otherwise report success; JSON cannot say that.
 */
export function print(ruleSet: RuleSet, as: PrintedAs): string {
  const json = JSON.stringify(ruleSet, null, 2)
  if (as === 'json') return `${json}\n`
  const guard = readsTypeScript(ruleSet) ? GUARD : ''
  const literal = json
    .replace(/^( *)"([A-Za-z]+)":/gm, '$1$2:')
    .replace(/\[\n\s+("[^\n]*"(?:,\n\s+"[^\n]*")*)\n\s+\]/g, (list, items: string) => onOneLine(items) ?? list)
  return `${HEADER}${guard}\n/** @type {import('dependency-cruiser').IConfiguration} */\nexport default ${literal}\n`
}

function readsTypeScript({ forbidden }: RuleSet): boolean {
  return forbidden.some(rule => rule.to.path.some(pattern => /\.[cm]?tsx?\b/.test(pattern)))
}

function onOneLine(items: string): string | undefined {
  const line = `[${items.replace(/,\n\s+/g, ', ')}]`
  return line.length <= 100 ? line : undefined
}

const HEADER = '// Made by `bulkhead depcruise-config`; make it again after services or their databases have moved.\n'

const GUARD = `import { getAvailableTranspilers } from 'dependency-cruiser'

// With TypeScript 7 alone dependency-cruiser reads no TypeScript file, and still reports success.
if (!getAvailableTranspilers().some(({ name, available }) => name === 'typescript' && available))
  throw new Error('dependency-cruiser finds no TypeScript compiler below 7: it would read nothing and pass. Install typescript@6.')
`
