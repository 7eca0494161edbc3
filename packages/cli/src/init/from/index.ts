import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RepoPath } from '@bulkhead/workspace'
import type { TakenOver } from './units.js'

/** What other tools know of a team's boundaries can be taken over from. */
export const SOURCES = ['boundaries', 'nx', 'dependency-cruiser', 'sheriff'] as const
export type SourceName = (typeof SOURCES)[number]

/** A configuration of another tool that says who may depend on whom. */
export interface Source {
  name: SourceName
  file: RepoPath
}

const ESLINT = [...['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(ending => `eslint.config.${ending}`), '.eslintrc.js', '.eslintrc.cjs', '.eslintrc.json', '.eslintrc', 'package.json']
const FILES: Record<SourceName, { files: string[]; says: RegExp }> = {
  boundaries: { files: ESLINT, says: /boundaries\/elements/ },
  nx: { files: ESLINT, says: /\bdepConstraints\b/ },
  'dependency-cruiser': { files: ['js', 'cjs', 'mjs', 'json'].map(ending => `.dependency-cruiser.${ending}`), says: /\bforbidden\b/ },
  sheriff: { files: ['sheriff.config.ts'], says: /\bdepRules\b/ },
}

/** The configurations of other tools that lie in the root of a repository. */
export function sourcesIn(root: string): Source[] {
  return SOURCES.flatMap(name => {
    const file = FILES[name].files.find(one => existsSync(join(root, one)) && FILES[name].says.test(readFileSync(join(root, one), 'utf8')))
    return file === undefined ? [] : [{ name, file }]
  })
}

/** Reads another tool's configuration, as data, and says it in Bulkhead's words. */
export async function takenFrom({ name, file }: Source, root: string, workspace: { files: () => RepoPath[]; filesEnding: (ending: string) => RepoPath[]; read: (path: RepoPath) => string | undefined }): Promise<TakenOver> {
  const text = readFileSync(join(root, file), 'utf8')
  const files = workspace.files()
  switch (name) {
    case 'boundaries': return (await import('./boundaries.js')).fromBoundaries(text, file, files)
    case 'sheriff': return (await import('./sheriff.js')).fromSheriff(text, file, files)
    case 'dependency-cruiser': return (await import('./dependency-cruiser.js')).fromDependencyCruiser(text, file, files)
    case 'nx': {
      const manifests = [...workspace.filesEnding('project.json'), ...workspace.filesEnding('package.json')].filter(path => /(?:^|\/)(?:project|package)\.json$/.test(path)).flatMap(path => {
        const manifest = workspace.read(path)
        return manifest === undefined ? [] : [[path, manifest] as const]
      })
      return (await import('./nx.js')).fromNx(text, file, new Map(manifests))
    }
  }
}

/** What was taken over, as the text of a configuration; with what there is no word for at its end. */
export function configurationOf({ services, edges, left }: TakenOver, file: string): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  return [
    `// Written by \`bulkhead init\` from ${file}. Correct it; what is not named here stays inferred.`,
    "/** @type {import('bulkhead').UserConfig} */",
    'export default {',
    '  services: [', ...services.map(({ name, path }) => `    { ${name === undefined ? '' : `name: ${quoted(name)}, `}path: ${quoted(path)} },`), '  ],',
    '  edges: [', ...edges.map(({ from, to, because }) => `    { from: ${quoted(from)}, to: ${quoted(to)}, is: 'forbidden' },${because === undefined ? '' : ` // ${because}`}`), '  ],',
    "  rules: { 'no-boundary-bypass': 'error' },",
    ...(left.length > 0 ? ['  // Not taken over:', ...left.map(one => `  // - ${one.replace(/\s+/g, ' ')}`)] : []),
    '}', '',
  ].join('\n')
}
