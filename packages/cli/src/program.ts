import { Argument, Command, Option } from 'commander'
import type { AdrOptions } from './commands/adr.js'
import type { BaselineOptions } from './commands/baseline.js'
import type { CheckOptions } from './commands/check.js'
import type { DepcruiseConfigOptions } from './commands/depcruise-config.js'
import type { ExplainOptions } from './commands/explain.js'
import type { FactsOptions } from './commands/facts.js'
import type { GateOptions } from './commands/gate.js'
import type { InitOptions } from './commands/init.js'
import type { InspectOptions } from './commands/inspect.js'
import type { MapOptions } from './commands/map.js'
import type { MergeOptions } from './commands/merge.js'
import type { PartOptions } from './commands/part.js'
import type { ReviewOptions } from './commands/review.js'
import type { WaiveOptions } from './commands/waive.js'
import { manifest } from './manifest.js'
import type { Source } from './source.js'

/** What the commands leave behind: the exit code. */
export interface Outcome {
  code: number
}

/** The command line: what can be asked, and the help for it. Each command's code is loaded when it is called, and not before. `source`: from where `check` has its engines. */
export function bulkhead(outcome: Outcome, source?: Source): Command {
  const program = new Command('bulkhead')
    .description('Finds what takes a JavaScript or TypeScript backend down, and decides whether it may go out.')
    .version(manifest().version, '-v, --version', 'print the version')
    .option('--debug', 'print the stack of an error (also: BULKHEAD_DEBUG=1)')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .showSuggestionAfterError()
    .showHelpAfterError('Run with --help to see what can be asked.')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .addHelpText('after', examples(
      ['bulkhead check', 'judge the repository in this folder'],
      ['bulkhead check services/orders --format json', 'a report for programs'],
      ['bulkhead gate --stage release', 'decide whether it may be released'],
      ['bulkhead inspect', 'what Bulkhead understands of the code'],
      ['bulkhead explain require-request-timeout', 'what a rule asks for, and why'],
      ['bulkhead map --format html --output map.html', 'the services and who reaches whom, as a picture'],
    ) + `\nExit codes: 0 the gate passes, 1 the gate fails, 2 no verdict (usage, configuration, nothing to judge).\n`)

  addCheck(program, outcome, source)
  addGate(program, outcome)
  addInspect(program, outcome)
  addExplain(program, outcome)
  addMap(program, outcome)
  addReview(program, outcome)
  addAdr(program, outcome)
  addDepcruiseConfig(program, outcome)
  addInit(program, outcome)
  addFacts(program, outcome)
  addMerge(program, outcome)
  addBaseline(program, outcome)
  addWaive(program, outcome)
  addResident(program, outcome)
  return program
}

function addCheck(program: Command, outcome: Outcome, source: Source | undefined): void {
  aboutRepository(program.command('check [dir]'), 'Judge a repository and decide the gate.')
    .addOption(formats('text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html'))
    .option('--output <file>', 'write the report to a file')
    .option('--job-summary', 'also append the verdict to the summary of a job in GitHub Actions')
    .addOption(new Option('--group-by <what>', 'what findings stand under in the text: the owner, the service, or the file of the cause').choices(['owner', 'service', 'cause']).default('cause'))
    .option('--fix-suggestions', 'first write what the findings suggest into the files: limits to look at, keys to fill in')
    .option('--as-of <day>', 'judge as on that day, such as 2027-01-31; left out: today')
    .option('--since <ref>', 'show what is new since the branch left that commit; the gate counts everything all the same')
    .option('--staged', 'judge what is about to be committed (the index of git), and show the findings that the change has to do with')
    .option('--resident', 'ask the process that has the repository open, and start it where there is none: the same answer, sooner')
    .option('--shard <n/of>', 'judge a part of the files and write down what came out, for --merge')
    .option('--package <folder>', 'judge the files of a folder and write down what came out, for --merge')
    .option('--merge <part...>', 'put together what --shard or --package wrote, and judge only the rest')
    .option('--no-dependency-cruiser', 'do not have the boundaries confirmed by dependency-cruiser')
    .option('--no-cache', 'look at everything anew, whatever is remembered in node_modules/.cache/bulkhead, and remember nothing')
    .addHelpText('after', examples(
      ['bulkhead check', 'the repository in this folder'],
      ['bulkhead check --format sarif --output bulkhead.sarif', 'for code scanning'],
      ['bulkhead check --format github --job-summary', 'annotations and a summary in GitHub Actions'],
      ['bulkhead check --format gitlab --output gl-code-quality-report.json', 'for a merge request in GitLab'],
      ['bulkhead check --format junit --output bulkhead.xml', 'a case a check, for any CI'],
      ['bulkhead check --format html --output bulkhead.html', 'a page to read, search and send'],
      ['bulkhead check --format markdown', 'a comment for a pull request'],
      ['bulkhead check --format json | jq .gate', 'the decision alone'],
      ['bulkhead check --since origin/main', 'what this branch brings'],
      ['bulkhead check --staged', 'in a hook, before a commit'],
      ['bulkhead check --staged --resident', 'the same, from a process that stays'],
      ['bulkhead check --shard 2/5 --output 2.part.json', 'the second of five jobs of a matrix'],
      ['bulkhead check --group-by owner', 'who has to look at what'],
      ['bulkhead check --fix-suggestions && git diff', 'write what is suggested, and look at it'],
    ))
    .action(async (directory: string | undefined, options: CheckOptions & PartOptions) => {
      if (options.shard !== undefined || options.package !== undefined) outcome.code = await (await import('./commands/part.js')).part(directory ?? '.', options)
      else outcome.code = await (await import('./commands/check.js')).check(directory ?? '.', options, source)
    })
}

function addGate(program: Command, outcome: Outcome): void {
  aboutRepository(program.command('gate [dir]'), 'Decide whether it may be merged, released or rolled out, from findings, imported evidence and attestations.')
    .addOption(new Option('--stage <stage>', 'what is about to happen').choices(['merge', 'release', 'production']).default('merge'))
    .option('--evidence <[tool:]file...>', 'files that other tools wrote, beside those of the configuration')
    .addOption(formats('text', 'json', 'html'))
    .option('--output <file>', 'write the report to a file')
    .option('--merge <part...>', 'put together what `bulkhead check --shard` or `--package` wrote, and judge only the rest')
    .option('--as-of <day>', 'decide as on that day, such as 2027-01-31; left out: today')
    .option('--no-dependency-cruiser', 'do not have the boundaries confirmed by dependency-cruiser')
    .option('--no-cache', 'ask dependency-cruiser anew, and remember nothing')
    .addHelpText('after', examples(
      ['bulkhead gate --evidence jest:jest.json tsc:tsc.txt', 'may it be merged'],
      ['bulkhead gate --merge *.part.json', 'the same from the parts that the jobs of a matrix wrote'],
      ['bulkhead gate --stage release', 'may it be released, by the evidence of the configuration'],
      ['bulkhead gate --stage production --format json', 'the cards of all services for programs'],
      ['bulkhead gate --stage release --format html --output release.html', 'a page with the cards, their evidence and the findings'],
    ))
    .action(async (directory: string | undefined, options: GateOptions) => {
      outcome.code = await (await import('./commands/gate.js')).gate(directory ?? '.', { ...options, evidence: options.evidence ?? [] })
    })
}

function addInspect(program: Command, outcome: Outcome): void {
  aboutRepository(program.command('inspect [dir]'), 'List every operation that Bulkhead understands: its limits, its idempotency, and where each comes from.')
    .addOption(formats('text', 'json'))
    .option('--output <file>', 'write the list to a file')
    .option('--tables', 'list the tables that are defined and reached instead')
    .addHelpText('after', examples(
      ['bulkhead inspect', 'everything in this folder'],
      ['bulkhead inspect --tables', 'who defines, reads and writes which table'],
      ['bulkhead inspect --format json', 'the same for programs'],
    ))
    .action(async (directory: string | undefined, options: InspectOptions) => {
      outcome.code = await (await import('./commands/inspect.js')).inspect(directory ?? '.', options)
    })
}

function addExplain(program: Command, outcome: Outcome): void {
  aboutRepository(program.command('explain <file-or-rule>'), 'Tell what a rule asks for and why, or why a file belongs to its service.')
    .option('--root <dir>', 'the repository that the file is in', '.')
    .addHelpText('after', examples(
      ['bulkhead explain require-request-timeout', 'a rule'],
      ['bulkhead explain services/orders/src/http.ts', 'a file'],
    ))
    .action(async (subject: string, options: ExplainOptions) => {
      outcome.code = await (await import('./commands/explain.js')).explain(subject, options)
    })
}

function addMap(program: Command, outcome: Outcome): void {
  aboutRepository(program.command('map [dir]'), 'Draw the services, who owns them, their tables and queues, and how they depend on each other.')
    .addOption(formats('text', 'svg', 'html', 'mermaid', 'dot', 'json', 'markdown'))
    .option('--output <file>', 'write the map to a file')
    .option('--tables', 'who owns, reads and writes which table instead: as text, markdown, html or json')
    .addHelpText('after', examples(
      ['bulkhead map', 'the map in lines'],
      ['bulkhead map --format svg --output map.svg', 'the picture; what a check reports is red, what nobody can judge is dashed'],
      ['bulkhead map --format html --output map.html', 'a page with the picture and the tables, which needs nothing else'],
      ['bulkhead map --tables', 'the matrix of tables and services'],
      ['bulkhead map --tables --format markdown', 'the same for a document'],
    ))
    .action(async (directory: string | undefined, options: MapOptions) => {
      outcome.code = await (await import('./commands/map.js')).map(directory ?? '.', options)
    })
}

function addReview(program: Command, outcome: Outcome): void {
  aboutRepository(program.command('review [dir]'), 'Write the architecture review in seven parts, from facts: what is not known is an assumption or an open question.')
    .addOption(formats('markdown', 'json', 'html'))
    .option('--output <file>', 'write the review to a file')
    .option('--as-of <day>', 'as on that day, such as 2027-01-31; left out: today')
    .addHelpText('after', examples(
      ['bulkhead review --output docs/review.md', 'to be kept beside the code'],
      ['bulkhead review --format html --output review.html', 'a page with the map of the services'],
      ['bulkhead review --format json', 'the same for programs'],
    ))
    .action(async (directory: string | undefined, options: ReviewOptions) => {
      outcome.code = await (await import('./commands/review.js')).review(directory ?? '.', options)
    })
}

function addAdr(program: Command, outcome: Outcome): void {
  aboutRepository(program.command('adr <title>'), 'Begin a decision record: context and candidates as far as facts reach, the rest left open.')
    .option('--root <dir>', 'the repository', '.')
    .option('--candidates <names...>', 'what is weighed; left out: the frameworks in use')
    .option('--folder <dir>', 'where records are kept; left out: where they are already, or docs/adr')
    .option('--as-of <day>', 'its date, such as 2027-01-31; left out: today')
    .addHelpText('after', examples(
      ['bulkhead adr "Use Fastify for new services" --candidates fastify express', 'writes docs/adr/0001-use-fastify-for-new-services.md'],
    ))
    .action(async (title: string, options: AdrOptions) => {
      outcome.code = await (await import('./commands/adr.js')).adr(title, options)
    })
}

function addInit(program: Command, outcome: Outcome): void {
  program.command('init [dir]').description('Plan what the repository needs to work with Bulkhead (its service map, the ESLint plugin, hooks, CI), show the plan, and do what is agreed to.')
    .option('--dry-run', 'show the plan and write nothing')
    .option('--yes', 'do all of it without asking')
    .addOption(new Option('--from <tool>', 'take the boundaries over that another tool has in place of inferring them').choices(['boundaries', 'nx', 'dependency-cruiser', 'sheriff']))
    .addHelpText('after', examples(
      ['bulkhead init --dry-run', 'what would be written'],
      ['bulkhead init', 'ask before each step; where nobody can be asked, write bulkhead.config.mjs alone'],
      ['bulkhead init --from sheriff', 'what sheriff.config.ts says, and a list of what there is no word for'],
      ['bulkhead init --yes', 'change the ESLint configuration too; git undoes it'],
    ))
    .action(async (directory: string | undefined, options: InitOptions) => {
      outcome.code = await (await import('./commands/init.js')).init(directory ?? '.', options)
    })
}

function addFacts(program: Command, outcome: Outcome): void {
  aboutRepository(program.command('facts [dir]'), 'Write down what other repositories need to know: the services with their owners, and who defines, reads and writes which table of which database.')
    .option('--name <name>', 'what others call the repository; left out: the name in its package.json, or its folder')
    .option('--output <file>', 'write the facts to a file')
    .addHelpText('after', examples(
      ['bulkhead facts --output orders.json', 'in each repository, for `bulkhead merge`'],
      ['bulkhead facts --name shop-orders', 'under another name than that of its package.json'],
    ))
    .action(async (directory: string | undefined, options: FactsOptions) => {
      outcome.code = await (await import('./commands/facts.js')).facts(directory ?? '.', options)
    })
}

function addMerge(program: Command, outcome: Outcome): void {
  program.command('merge <facts...>').description('Put the facts of several repositories together: tables that they share, and what has no owner or two.')
    .addOption(formats('text', 'markdown', 'json'))
    .option('--output <file>', 'write the report to a file')
    .addHelpText('after', examples(
      ['bulkhead merge orders.json billing.json', 'who goes over whose head'],
      ['bulkhead merge facts/*.json --format markdown', 'for the summary of a job'],
      ['bulkhead merge facts/*.json --format json', 'the same for programs'],
    ) + '\nExit codes: 0 nobody writes what is another\'s, 1 somebody does, or two claim one table, 2 the facts cannot be put together.\n')
    .action(async (files: string[], options: MergeOptions) => {
      outcome.code = await (await import('./commands/merge.js')).merge(files, options)
    })
}

function addBaseline(program: Command, outcome: Outcome): void {
  aboutRepository(program.command('baseline [dir]'), 'Write down the findings of today, so that only new ones fail; a baseline that is there only shrinks.')
    .option('--accept', 'let a baseline that is there grow: take new findings into it')
    .option('--as-of <day>', 'as on that day, such as 2027-01-31, by which waivers end; left out: today')
    .addHelpText('after', examples(
      ['bulkhead baseline', 'begin on an old repository, or take out what was mended'],
      ['bulkhead baseline --accept', 'take in new findings too, on purpose'],
    ) + '\nExit codes: 0 written, 1 written, and new findings were not taken in, 2 nothing written (usage, configuration).\n')
    .action(async (directory: string | undefined, options: BaselineOptions) => {
      outcome.code = await (await import('./commands/baseline.js')).baseline(directory ?? '.', options)
    })
}

function addWaive(program: Command, outcome: Outcome): void {
  aboutRepository(program.command('waive <rule-or-check>'), 'Write down that findings may stay as they are for a while: why, who answers for it, and until when.')
    .option('--root <dir>', 'the repository', '.')
    .option('--scope <glob>', 'the files that it is about; left out: all')
    .option('--id <word>', 'hold it only where a directive in the code says `-- waiver <word>`')
    .option('--service <name>', 'the service that it is about')
    .requiredOption('--because <kind>', 'accepted-risk, mitigated-elsewhere, planned, third-party or wrong-finding')
    .requiredOption('--reason <words>', 'the reason in words')
    .requiredOption('--owner <owner>', 'who answers for it: an owner whom the repository names')
    .requiredOption('--issue <address>', 'where it is tracked')
    .option('--until <day>', 'its last day; left out: as long as the policy allows')
    .option('--as-of <day>', 'the day on which it is written; left out: today')
    .addHelpText('after', examples(
      ["bulkhead waive require-request-timeout --scope 'src/legacy/**' --because planned --reason 'Goes with the old importer.' --owner @acme/orders --issue https://tracker.example/SHOP-1", 'a rule in some files'],
      ['bulkhead waive migrations --because accepted-risk --reason … --owner … --issue … --until 2027-01-31', 'a check of the gate'],
    ))
    .action(async (subject: string, options: WaiveOptions) => {
      outcome.code = await (await import('./commands/waive.js')).waive(subject, options)
    })
}

function addResident(program: Command, outcome: Outcome): void {
  program.command('resident')
    .description('Look after the process that `check --resident` asks: it has one repository open and ends by itself when nobody asks for a while.')
    .addArgument(new Argument('<what>', 'tell whether there is one, or end it').choices(['status', 'stop']))
    .argument('[dir]', 'the repository')
    .addHelpText('after', examples(
      ['bulkhead resident status', 'whether there is one for this folder, and since when'],
      ['bulkhead resident stop', 'end it'],
    ) + '\nExit codes: 0 there is one, or there is none any more, 1 there is none, 2 wrong usage.\n')
    .action(async (what: 'status' | 'stop', directory: string | undefined) => {
      outcome.code = await (await import('./commands/resident.js')).resident(what, directory ?? '.')
    })
}

function addDepcruiseConfig(program: Command, outcome: Outcome): void {
  aboutRepository(program.command('depcruise-config [dir]'), 'Print the service map as a dependency-cruiser configuration.')
    .addOption(new Option('--as <form>', 'js: an ES module; json').choices(['js', 'json']).default('js'))
    .option('--output <file>', 'write the configuration to a file')
    .addHelpText('after', examples(
      ['bulkhead depcruise-config --output .dependency-cruiser.mjs', 'to run dependency-cruiser yourself'],
      ['bulkhead depcruise-config --as json', 'as JSON'],
    ))
    .action(async (directory: string | undefined, options: DepcruiseConfigOptions) => {
      outcome.code = await (await import('./commands/depcruise-config.js')).depcruiseConfig(directory ?? '.', options)
    })
}

const aboutRepository = (command: Command, description: string): Command =>
  command
    .description(description)
    .option('--config <file>', 'the configuration, where it is not to be found by itself')
    .option('--no-config-execution', 'never run a configuration written in JavaScript or TypeScript')
    .addOption(new Option('--jobs <n>', 'threads that read files; the answer is the same. Left out: 2 where that saves time').choices(['1', '2']))

const formats = (...names: [string, ...string[]]): Option => new Option('--format <format>', 'the form of the answer').choices(names).default(names[0])

function examples(...lines: [command: string, meaning: string][]): string {
  const width = Math.max(...lines.map(([command]) => command.length))
  return `\nExamples:\n${lines.map(([command, meaning]) => `  ${command.padEnd(width)}  ${meaning}`).join('\n')}\n`
}
