/**
 * Runs dependency-cruiser for one request and ends. A process of its own because dependency-cruiser keeps state between
 * runs, resolves against the working directory and is CPU-bound: beside the checker it costs no waiting.
 *
 * The request and the answer are described in `src/cruiser.ts`.
 */
import { createRequire } from 'node:module'
import './typescript-of-ours.mjs'

const { cruise, getAvailableTranspilers } = await import('dependency-cruiser')

process.once('message', async request => {
  const groups = []
  for (const group of await merged(request.groups)) groups.push(...await cruiseGroup(group, request))
  process.send({ typescript: typescriptInUse(), groups, asked: [...asked] }, () => process.disconnect())
})

/** What a tsconfig may be made of: every path that was looked for, there or not. */
const asked = new Set()

/**
 * Groups that are compiled alike and agree on what specifiers mean, as one: dependency-cruiser examines every rule anew in
 * each run, which takes longer than the files do.
 */
async function merged(groups) {
  const whole = []
  for (const { sources, aliases, tsConfig } of groups) {
    const options = await compilerOptions(tsConfig)
    const alike = whole.find(other =>
      JSON.stringify(other.options) === JSON.stringify(options) &&
      Object.entries(aliases).every(([name, path]) => (other.aliases[name] ?? path) === path))
    if (alike === undefined) whole.push({ sources: [...sources], aliases: { ...aliases }, options })
    else {
      alike.sources.push(...sources)
      Object.assign(alike.aliases, aliases)
    }
  }
  return whole
}

/** One file that dependency-cruiser stumbles over must not cost the others their answer, so a group that fails is halved. */
async function cruiseGroup(group, request) {
  try {
    return [await cruiseOnce(group, request)]
  } catch (error) {
    const { sources } = group
    if (sources.length === 1) return [{ sources, error: error.message }]
    const half = sources.length >> 1
    const halves = [sources.slice(0, half), sources.slice(half)]
    const answers = []
    for (const one of halves) answers.push(...await cruiseGroup({ ...group, sources: one }, request))
    return answers
  }
}

/**
 * Which imports are gone after compilation costs a compilation, so that is asked only of files that an error is held
 * against; a note (severity `info`) says no more than that something is possible.
 */
async function cruiseOnce(group, request) {
  const first = await ask(group, request, { tsPreCompilationDeps: true })
  const errors = new Set(request.forbidden.filter(rule => rule.severity === 'error').map(rule => rule.name))
  const [accused, notes] = [true, false].map(yes => first.violations.filter(({ rule }) => errors.has(rule) === yes))
  if (accused.length === 0) return first
  const suspects = [...new Set(accused.map(({ from }) => from))]
  const broken = new Set(accused.map(({ rule }) => rule))
  const forbidden = request.forbidden.filter(({ name }) => broken.has(name))
  const { violations } = await ask({ ...group, sources: suspects }, { ...request, forbidden }, { tsPreCompilationDeps: 'specify' })
  return { ...first, violations: [...notes, ...violations] }
}

async function ask({ sources, aliases, options }, { root, forbidden }, { tsPreCompilationDeps }) {
  const { output } = await cruise(
    sources.map(literally),
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden },
      // Sources are read, what they import is only resolved: the caller names every file that matters. `maxDepth: 1` would
      // not do: a source that another one imports would count as visited, and never be read.
      doNotFollow: { path: '.' },
      tsPreCompilationDeps,
      skipAnalysisNotInRules: true,
      enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    },
    { alias: aliases },
    { tsConfig: { options } },
  )
  const wanted = new Set(sources)
  return {
    sources,
    modules: output.modules.filter(({ source, followable }) => wanted.has(source) && followable !== false).map(({ source, dependencies }) => ({
      source,
      dependencies: dependencies.map(({ module, resolved, couldNotResolve, dependencyTypes }) => ({
        module, resolved, couldNotResolve, types: dependencyTypes,
      })),
    })),
    violations: output.summary.violations.map(({ from, to, rule }) => ({ from, to, rule: rule.name })),
  }
}

/** A path as a glob that matches it alone: `[id].ts` is a file name here. */
function literally(path) {
  return path.replace(/[[(){!*?+@]/g, '[$&]')
}

/** Only the options that decide whether an import is still there after compilation. */
async function compilerOptions(tsConfig) {
  // `preserve` leaves `import()` and `import x = require()` as they are; other settings would hide one or the other.
  // What a decorated class is handed is there at run time wherever containers inject by type; a tsconfig may say otherwise.
  const fixed = { module: 'preserve', experimentalDecorators: true, emitDecoratorMetadata: true }
  if (tsConfig === undefined || !typescriptInUse().usable) return fixed
  const { default: typescript } = await import('typescript')
  const noting = look => path => { asked.add(path); return look(path) }
  const { readFile, fileExists, directoryExists } = typescript.sys
  const { config = {} } = typescript.readConfigFile(tsConfig, noting(readFile))
  // Which files a project holds is of no interest and takes long to find out.
  const host = { ...typescript.sys, readDirectory: () => [], readFile: noting(readFile), fileExists: noting(fileExists), directoryExists: noting(directoryExists) }
  const { options } = typescript.parseJsonConfigFileContent(config, host, tsConfig.replace(/[/\\][^/\\]*$/, ''), {}, tsConfig)
  const { emitDecoratorMetadata, experimentalDecorators, verbatimModuleSyntax } = options
  return {
    ...fixed, verbatimModuleSyntax,
    ...(emitDecoratorMetadata !== undefined && { emitDecoratorMetadata }),
    ...(experimentalDecorators !== undefined && { experimentalDecorators }),
  }
}

/** Whether dependency-cruiser can use a TypeScript compiler, and the version of the one nearest to it. */
function typescriptInUse() {
  const usable = getAvailableTranspilers().some(({ name, available }) => name === 'typescript' && available)
  try {
    return { usable, version: createRequire(import.meta.resolve('dependency-cruiser'))('typescript/package.json').version }
  } catch {
    return { usable }
  }
}
