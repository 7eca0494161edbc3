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
  for (const group of request.groups) groups.push(await cruiseGroup(group, request).catch(error => ({ error: error.message })))
  process.send({ typescript: typescriptInUse(), groups }, () => process.disconnect())
})
process.send('ready')

async function cruiseGroup({ sources, aliases, tsConfig }, { root, forbidden }) {
  const { output } = await cruise(
    sources.map(literally),
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden },
      // Sources are read, what they import is only resolved: the caller names every file that matters.
      maxDepth: 1,
      tsPreCompilationDeps: 'specify',
      skipAnalysisNotInRules: true,
      enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    },
    { alias: aliases, bustTheCache: true },
    { tsConfig: { options: await compilerOptions(tsConfig) } },
  )
  return {
    modules: output.modules.filter(({ source }) => sources.includes(source)).map(({ source, dependencies }) => ({
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
  const fixed = { module: 'preserve' }
  if (tsConfig === undefined || !typescriptInUse().usable) return fixed
  const { default: typescript } = await import('typescript')
  const { config = {} } = typescript.readConfigFile(tsConfig, typescript.sys.readFile)
  // Which files a project holds is of no interest and takes long to find out.
  const host = { ...typescript.sys, readDirectory: () => [] }
  const { options } = typescript.parseJsonConfigFileContent(config, host, tsConfig.replace(/[/\\][^/\\]*$/, ''), {}, tsConfig)
  const { emitDecoratorMetadata, experimentalDecorators, verbatimModuleSyntax } = options
  return { ...fixed, emitDecoratorMetadata, experimentalDecorators, verbatimModuleSyntax }
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
