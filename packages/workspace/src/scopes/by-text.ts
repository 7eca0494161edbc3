import type { Ecosystem } from '../ecosystem.js'
import type { Manifest } from '../packages/manifests.js'
import type { RepoPath } from '../workspace.js'
import type { Verdict } from './by-path.js'

const HEADER = 1200
const MARK = /@generated\b|DO NOT (EDIT|MODIFY)\b|(auto-?generated|generated) (file|code|by|from)\b|this file (is|was) (automatically |auto-?)generated/i
const COMMENT = /^\s*(#!.*\n\s*)?((\/\/.*\n\s*|\/\*[\s\S]*?\*\/\s*)+)/
const PROLOGUE = /^(?:\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*((?:(['"])use [\w ]+\2;?\s*(?:\/\/.*\n\s*)?)+)/
/** Longer lines than any person writes, on average. */
const MINIFIED = 500

/** What a file's text says of its scope, read without parsing. Undefined: nothing speaks against a server. */
export function scopeByText(path: RepoPath, text: string, hasPages: boolean, ecosystem: Ecosystem): Verdict | undefined {
  const header = COMMENT.exec(text.slice(0, HEADER * 4))?.[2]?.slice(0, HEADER)
  if (header !== undefined && MARK.test(header)) return { scope: 'generated', because: 'The comment at its top says that it is generated.' }
  if (isMinified(text)) return { scope: 'generated', because: 'Its lines are too long to be written by hand: it is minified.' }
  const runner = importsRunner(text, ecosystem)
  if (runner !== undefined) return { scope: 'test', because: `It imports \`${runner}\`, which only a file of tests or evaluations does.` }
  const prologue = PROLOGUE.exec(text)?.[1] ?? ''
  if (/use server/.test(prologue)) return undefined
  if (/use client/.test(prologue)) return { scope: 'browser', because: "It starts with 'use client'." }
  if (/\.server\.[mc]?[jt]sx?$/.test(path)) return undefined
  if (/\.client\.[mc]?[jt]sx?$/.test(path) && /[jt]sx$|(from|import)\s*['"]react/.test(path + text)) return { scope: 'browser', because: 'Its name ends in `.client` and it is made for the browser.' }
  if (exportsRoute(text, ecosystem)) return undefined
  const hook = hookIn(text, ecosystem)
  if (hook !== undefined) return { scope: 'browser', because: `It imports ${hook}, which only works in a browser.` }
  const sign = hasPages && !importsServer(text, ecosystem) ? SIGNS.find(({ mark }) => mark.test(text)) : undefined
  return sign && { scope: 'browser', because: sign.because }
}

/** What works only on a page. They count in packages that have pages, in files that import nothing of a server. */
const SIGNS = [
  { mark: /(?<![.\w])fetch\(\s*[`'"]\/(?!\/)/, because: 'It requests a path without a host, which only works in a browser.' },
  { mark: /^(?![\s\S]*\btypeof (window|document|localStorage)\b)[\s\S]*\b(window\.(location|open|addEventListener|localStorage)|(local|session)Storage\.[gs]etItem|document\.(getElementById|createElement|querySelector|body|cookie))\b/, because: 'It uses the page it is shown on (`window`, `document` or `localStorage`).' },
  { mark: /\son(Click|Change|Submit|Select|Blur|Focus|KeyDown|OpenChange|ValueChange|Close)=\{/, because: 'It handles what a person does on a page.' },
  { mark: /^export\s+(default\s+)?(async\s+)?(const|function)\s+use[A-Z]\w*/m, because: "It exports a hook, which only a page's component calls." },
  { mark: /^(?=[\s\S]*^(?:const|function)\s+use[A-Z]\w*)[\s\S]*^export\s*\{[^}]*\buse[A-Z]\w*[^}]*\}(?!\s*from)/m, because: "It exports a hook, which only a page's component calls." },
]

function importsServer(text: string, { serverFrameworks, serverLibraries }: Ecosystem): boolean {
  for (const [, from = ''] of text.matchAll(/(?:\bfrom\s*|\bimport\s*|\brequire\()['"]([^'"\n]+)['"]/g)) {
    const name = from.split('/').slice(0, from.startsWith('@') ? 2 : 1).join('/')
    if (from.startsWith('node:') || from.startsWith('.') && /\.server(\.js)?$/.test(from) || serverFrameworks.has(name) || serverLibraries.has(name)) return true
  }
  return /\.evaluate\(/.test(text)
}

/** The runner that a file imports at the beginning of a line: in the middle of one, or in a text of several, it may be what a program writes. */
function importsRunner(text: string, { testRunners }: Ecosystem): string | undefined {
  for (const [, from = ''] of text.matchAll(/^import\s+(?!type\b)[^;'"`]*?\bfrom\s*['"]([^'"\n]+)['"]/gm)) if (testRunners.has(from)) return from
  return undefined
}

/**
 * The module by which a file asks a person at a terminal: no server has one. Taken when it is needed only, it may stand behind a flag of a program that serves.
 * The package has to name it, because a folder of one's own may be called `prompts` as well.
 */
export function asksAtTerminal(text: string, manifest: Manifest | undefined, { terminalQuestions }: Ecosystem): string | undefined {
  for (const [, from = ''] of text.matchAll(/^(?:import\s+(?!type\b)[^;'"`]*?\bfrom\s*|(?:const|let|var)\s[^;'"`=]*=\s*require\()['"]([^'"\n]+)['"]/gm))
    if (terminalQuestions.has(from) && manifest !== undefined && from in manifest.dependencies) return from
  return undefined
}

function isMinified(text: string): boolean {
  if (text.length < 5000) return false
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) if (++lines * MINIFIED > text.length) return false
  return true
}

/** The browser-only thing that a file imports, in backticks. */
function hookIn(text: string, { browserHooks, browserModules }: Ecosystem): string | undefined {
  for (const [, names = '', from = ''] of text.matchAll(/^import\s+(?!type\b)([^'";]*?)\s+from\s*['"]([^'"\n]+)['"]/gm)) {
    if (browserModules.has(from)) return `\`${from}\``
    const values = names.replace(/\btype\s+\w+/g, '')
    const hook = browserHooks.get(from)?.find((name) => new RegExp(`\\b${name}\\b`).test(values))
    if (hook) return `\`${hook}\` from \`${from}\``
  }
  return undefined
}

/** A route module holds a component beside code that runs on the server: the file stays production. */
function exportsRoute(text: string, { routeExports }: Ecosystem): boolean {
  return new RegExp(`^export\\s+(async\\s+)?(function|const|let|var)\\s+(${routeExports.join('|')})\\b|^export\\s*\\{[^}]*\\b(${routeExports.join('|')})\\b`, 'm').test(text)
}
