import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { describeWith, fromNpm, fromSystem } from './installed.js'
import { HOUSE } from './shop.js'

const NPM = fromNpm({ husky: '9.1.7', 'lint-staged': '16.4.0', lefthook: '2.2.2' })
const GIT = fromSystem('git')

const BAD = "export const load = () => fetch('https://stock.example/items')\n"
const GOOD = "export const load = () => fetch('https://stock.example/items', { signal: AbortSignal.timeout(900) })\n"
const FILES = {
  'package.json': JSON.stringify({ name: 'stock', version: '1.0.0', main: 'src/main.ts', scripts: { start: 'node src/main.ts' }, dependencies: { axios: '^1.7.0' }, 'lint-staged': { '*.ts': 'node tidy.mjs' } }),
  // What a formatter does, and as much as a test can see of it.
  'tidy.mjs': "import { readFileSync, writeFileSync } from 'node:fs'\nfor (const file of process.argv.slice(2)) writeFileSync(file, readFileSync(file, 'utf8').replace(/[ ]+$/gm, ''))\n",
  '.gitignore': 'node_modules\n',
  'src/main.ts': "import './defaults.js'\nexport * from './plain.js'\n",
  'src/plain.ts': "import axios from 'axios'\nexport const plain = () => axios.get('https://plain.example')\n",
  'src/defaults.ts': "import axios from 'axios'\naxios.defaults.timeout = 900\n",
}

/** The block of the page that follows a mention of the file that it is for. */
function recipe(file: string): string {
  const page = readFileSync(join(HOUSE, 'docs/hooks.md'), 'utf8')
  return /```\w*\n([\s\S]*?)```/.exec(page.slice(page.indexOf(`\`${file}\``)))![1]!
}

interface Project {
  root: string
  put: (path: string, text: string) => void
  read: (path: string) => string
  git: (...args: string[]) => { status: number | null; said: string }
  run: (command: string, ...args: string[]) => void
}

/** A repository that has been committed once, with Bulkhead and some tools among what it has installed. */
function project(installed = ''): Project & { remove: () => void } {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead hooks ')))
  const root = join(parent, 'stock')
  const { NODE_OPTIONS: _options, CI: _ci, ...rest } = process.env
  const env = { ...rest, PRE_COMMIT_HOME: join(parent, 'cache'), GIT_CONFIG_GLOBAL: join(parent, 'gitconfig'), GIT_CONFIG_NOSYSTEM: '1', PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) }
  mkdirSync(parent, { recursive: true })
  writeFileSync(join(parent, 'gitconfig'), '[user]\nname = Ann\nemail = ann@acme.example\n[init]\ndefaultBranch = main\n[safe]\ndirectory = *\n')
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const [path, text] of Object.entries(FILES)) put(path, text)
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true })
  symlinkSync(join(HOUSE, 'packages/cli/bin/bulkhead.js'), join(root, 'node_modules/.bin/bulkhead'))
  if (installed !== '') for (const name of readdirSync(join(installed, 'node_modules/.bin'))) symlinkSync(join(installed, 'node_modules/.bin', name), join(root, 'node_modules/.bin', name))
  const start = (command: string, args: string[]) => {
    const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, env, encoding: 'utf8', timeout: 100_000 })
    if (error) throw error
    return { status, said: stdout + stderr }
  }
  const git = (...args: string[]) => start('git', args)
  const run = (command: string, ...args: string[]) => {
    const { status, said } = start(command, args)
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${said}`)
  }
  run('git', 'init', '-q')
  run('git', 'add', '.')
  run('git', 'commit', '-qm', 'first')
  return { root, put, read: path => readFileSync(join(root, path), 'utf8'), git, run, remove: () => rmSync(parent, { recursive: true, force: true }) }
}

/** What every tool has to do with a commit. */
function refusesAndLetsThrough(made: () => Project): void {
  test('refuses a commit, and lets the mended one through', () => {
    const { put, git, run } = made()
    put('src/load.ts', BAD)
    run('git', 'add', '.')
    const refused = git('commit', '-m', 'load')
    expect([refused.status, refused.said]).toEqual([1, expect.stringContaining('src/load.ts:1:27')])
    put('src/load.ts', GOOD)
    run('git', 'add', '.')
    expect(git('commit', '-m', 'load')).toMatchObject({ status: 0 })
  })

  test('judges what is staged, whatever the work tree says, and leaves that as it was', () => {
    const { put, read, git, run } = made()
    put('src/more.ts', BAD)
    run('git', 'add', '.')
    put('src/more.ts', GOOD)
    expect(git('commit', '-m', 'more').status).toBe(1)
    expect(read('src/more.ts')).toBe(GOOD)
    run('git', 'add', '.')
    put('src/more.ts', BAD)
    expect(git('commit', '-m', 'more')).toMatchObject({ status: 0 })
    expect([read('src/more.ts'), git('show', 'HEAD:src/more.ts').said]).toEqual([BAD, GOOD])
    run('git', 'checkout', '-q', '.')
  })

  test('refuses a deletion that breaks another file', () => {
    const { git, run } = made()
    run('git', 'rm', '-q', 'src/defaults.ts')
    const refused = git('commit', '-m', 'gone')
    expect([refused.status, refused.said]).toEqual([1, expect.stringContaining('src/plain.ts:2:28')])
    run('git', 'reset', '-q', '--hard')
  })
}

/** A project for all tests of a tool. */
function once(setUp: (made: Project) => void, installed?: () => string): () => Project {
  let made: ReturnType<typeof project> | undefined
  beforeAll(() => {
    made = project(installed?.())
    setUp(made)
  })
  afterAll(() => made?.remove())
  return () => made!
}

describeWith([NPM, GIT], 'husky with lint-staged', npm => {
  const made = once(({ put, run, root }) => {
    put('.husky/pre-commit', recipe('.husky/pre-commit'))
    run(join(root, 'node_modules/.bin/husky'))
    run('git', 'add', '.')
    run('git', 'commit', '-qm', 'hooks', '--no-verify')
  }, () => npm)

  refusesAndLetsThrough(made)

  test('judges what lint-staged has staged', () => {
    const { put, git, run } = made()
    put('src/wide.ts', GOOD.replace('\n', '   \n'))
    run('git', 'add', '.')
    expect(git('commit', '-m', 'wide')).toMatchObject({ status: 0 })
    expect(git('show', 'HEAD:src/wide.ts').said).toBe(GOOD)
  })
})

describeWith([NPM, GIT], 'lefthook', npm => {
  refusesAndLetsThrough(once(({ put, run, root }) => {
    put('lefthook.yml', recipe('lefthook.yml'))
    run(join(root, 'node_modules/.bin/lefthook'), 'install')
    run('git', 'add', '.')
    run('git', 'commit', '-qm', 'hooks', '--no-verify')
  }, () => npm))
})

const PRE_COMMIT = fromSystem('pre-commit')

describeWith([PRE_COMMIT, GIT], 'the pre-commit framework, by the recipe', command => {
  refusesAndLetsThrough(once(made => preCommit(made, command, recipe('.pre-commit-config.yaml'))))
})

describeWith([PRE_COMMIT, GIT], 'the pre-commit framework, by the hook that this repository ships', command => {
  const made = once(project => {
    // A clone as the framework makes one, of the hook as it is here, committed or not.
    const hooks = join(project.root, '../hooks')
    project.run('git', 'init', '-q', hooks)
    writeFileSync(join(hooks, '.pre-commit-hooks.yaml'), readFileSync(join(HOUSE, '.pre-commit-hooks.yaml')))
    project.run('git', '-C', hooks, 'add', '.')
    project.run('git', '-C', hooks, 'commit', '-qm', 'hooks')
    const rev = project.git('-C', hooks, 'rev-parse', 'HEAD').said.trim()
    preCommit(project, command, `repos:\n  - repo: ${JSON.stringify(hooks)}\n    rev: ${rev}\n    hooks:\n      - id: bulkhead\n`)
  })

  refusesAndLetsThrough(made)
})

function preCommit({ put, run }: Project, command: string, config: string): void {
  put('.pre-commit-config.yaml', config)
  run(command, 'install')
  run('git', 'add', '.')
  run('git', 'commit', '-qm', 'hooks', '--no-verify')
}

describeWith([GIT], 'a hook of git alone', () => {
  refusesAndLetsThrough(once(({ put, root }) => {
    put('.git/hooks/pre-commit', recipe('.git/hooks/pre-commit'))
    chmodSync(join(root, '.git/hooks/pre-commit'), 0o755)
  }))
})
