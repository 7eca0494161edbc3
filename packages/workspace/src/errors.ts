/** The repository itself cannot be opened: its root is missing or no folder. */
export class WorkspaceError extends Error {
  override name = 'WorkspaceError'
}

/** The configuration cannot be used. The message names the key, the value and the cure. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  /** One line for each thing that is wrong. */
  readonly problems: string[]
  constructor(file: string, problems: string[]) {
    super([`${file} cannot be used:`, ...problems.map((problem) => `  - ${problem}`)].join('\n'))
    this.problems = problems
  }
}
