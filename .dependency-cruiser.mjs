import { getAvailableTranspilers } from 'dependency-cruiser'

// With TypeScript 7 alone dependency-cruiser would read nothing here, and report success.
if (!getAvailableTranspilers().some(({ name, available }) => name === 'typescript' && available))
  throw new Error('dependency-cruiser finds no TypeScript compiler below 7: no law of the house would be checked.')

/** From the bottom up. A package imports packages of lower layers, never its neighbours. */
const LAYERS = [
  ['packages/facts', 'packages/models', 'packages/workspace'],
  ['packages/analysis'],
  ['rules'],
  ['packages/checker', 'packages/gate', 'packages/dependency-cruiser-config'],
  ['packages/eslint-plugin', 'packages/cli'],
  ['packages/testing'],
]

/** Tests may import anything. */
const TESTS = '^(?:packages/[^/]+|rules)/test/'
const PACKAGES = LAYERS.flat()

const below = folders => folders.map(folder => `^${folder}/`)

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...LAYERS.flatMap((layer, level) => layer.map(folder => ({
      name: `${folder.replace('packages/', '')}-imports-point-down`,
      comment: `${folder} may import ${LAYERS.slice(0, level).flat().join(', ') || 'no other package of this house'}. ` +
        'Imports point down, so that a lower package can be understood, tested and published without the ones above it. ' +
        'Move what you need down, or hand it over as an argument.',
      severity: 'error',
      from: { path: `^${folder}/`, pathNot: TESTS },
      to: { path: below(LAYERS.slice(level).flat().filter(other => other !== folder)) },
    })).filter(rule => rule.to.path.length > 0)),
    {
      name: 'rules-see-meaning-only',
      comment: 'A rule imports @bulkhead/analysis and nothing else, no other rule either: it asks what the code means. What it ' +
        'misses there belongs into analysis, where every rule gets it.',
      severity: 'error',
      from: { path: '^rules/', pathNot: [TESTS, '^rules/index[.]ts$'] },
      to: { pathNot: '^packages/analysis/' },
    },
    {
      name: 'the-gate-knows-findings-only',
      comment: 'The gate turns findings into a verdict and knows nothing of how they were found: analysis for the Finding, ' +
        'workspace for types, no other package of this house.',
      severity: 'error',
      from: { path: '^packages/gate/', pathNot: TESTS },
      to: { path: below(PACKAGES), pathNot: ['^packages/gate/', '^packages/analysis/', '^packages/workspace/'] },
    },
    {
      name: 'the-gate-takes-types-of-the-workspace',
      comment: 'The gate asks the workspace nothing; it may name its types, with `import type`.',
      severity: 'error',
      from: { path: '^packages/gate/', pathNot: TESTS },
      to: { path: '^packages/workspace/', dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'only-facts-parse',
      comment: 'packages/facts is the one place that knows syntax. Everyone else asks for facts; what they do not say yet, they should.',
      severity: 'error',
      from: { pathNot: ['^packages/facts/', TESTS] },
      to: { path: '(?:^|/)oxc-parser(?:/|$)' },
    },
    {
      name: 'only-the-workspace-resolves',
      comment: 'packages/workspace decides which file a specifier means, once for all. Ask `workspace.resolve`.',
      severity: 'error',
      from: { pathNot: ['^packages/workspace/', TESTS] },
      to: { path: '(?:^|/)oxc-resolver(?:/|$)' },
    },
    {
      name: 'meaning-reads-no-files',
      comment: 'An unsaved editor buffer has to be judged like a saved file, so facts, analysis and rules get text handed in and ' +
        'never read the disk. Only hosts and the workspace do.',
      severity: 'error',
      from: { path: ['^packages/facts/src/', '^packages/analysis/src/', '^rules/'], pathNot: TESTS },
      to: { path: '^(?:node:)?fs(?:/promises)?$' },
    },
    {
      name: 'packages-are-entered-by-the-front-door',
      comment: "Import a package by its name: what its index does not export is its own business and may change. Export it there if others need it. Two packages have a side door, for who has no time to load all of them.",
      severity: 'error',
      from: { path: '^(packages/[^/]+|rules)/', pathNot: TESTS },
      to: { path: '^packages/[^/]+/src/', pathNot: ['^$1/', '^packages/[^/]+/src/index[.]ts$', '^packages/gate/src/findings[.]ts$', '^packages/workspace/src/outline[.]ts$'] },
    },
    {
      name: 'no-cycles',
      comment: 'Files that import each other can only be understood together, and which of them runs first is luck. Move what ' +
        'both need into a third, or hand it over as an argument. A circle closed by `import type` alone does not count.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-built-code',
      comment: 'What was built is not what was written: import the source. Only the command itself starts what was built.',
      severity: 'error',
      from: { pathNot: ['^packages/cli/bin/', TESTS] },
      to: { path: '^(?:packages/[^/]+|rules)/dist/' },
    },
    {
      name: 'no-test-code-in-sources',
      comment: 'What sources need is no test code. Move it into src.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'imports-are-declared',
      comment: "Whoever installs this package gets only what its package.json names. Add the dependency there.",
      severity: 'error',
      from: { path: '^(?:packages/[^/]+/src/|rules/)', pathNot: TESTS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'imports-lead-somewhere',
      comment: 'A law cannot be checked on an import that resolves to nothing. Correct the path, or build the package once.',
      severity: 'error',
      from: { pathNot: ['^packages/cli/bin/', TESTS] },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Types count: who names a type of a package has to know that package.
    tsPreCompilationDeps: true,
    // The same meaning of @bulkhead/* as the tests have: sources, not what was last built of them.
    tsConfig: { fileName: 'tsconfig.tests.json' },
    doNotFollow: { path: ['(?:^|/)node_modules/', '^(?:packages/[^/]+|rules)/dist/'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
