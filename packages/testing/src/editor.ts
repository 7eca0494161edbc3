import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  ApplyWorkspaceEditRequest, CodeActionRequest, ConfigurationRequest, createProtocolConnection, DiagnosticRefreshRequest, DidChangeTextDocumentNotification, DidChangeWatchedFilesNotification, DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification, DidSaveTextDocumentNotification, DocumentDiagnosticRequest, ExecuteCommandRequest, ExitNotification, InitializedNotification, InitializeRequest,
  LogMessageNotification, MessageType, RegistrationRequest, ShowMessageNotification, ShutdownRequest, TextDocumentEdit, type CodeAction, type Diagnostic, type ProtocolConnection, type TextEdit,
} from 'vscode-languageserver-protocol/node'

/** The newest release on the npm registry that holds the server of VS Code's ESLint extension. */
export const ESLINT_SERVER = { package: 'vscode-langservers-extracted', version: '4.10.0', start: 'bin/vscode-eslint-language-server' }

/** What VS Code's ESLint extension sends where a user has set nothing. */
export const settingsFor = (root: string, config?: string) => ({
  validate: 'on', packageManager: 'npm', useESLintClass: true, experimental: {}, run: 'onType', quiet: false, format: false, options: config === undefined ? {} : { overrideConfigFile: config }, onIgnoredFiles: 'off', rulesCustomizations: [], nodePath: null,
  codeAction: { disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'line' }, showDocumentation: { enable: true } },
  codeActionOnSave: { mode: 'all' }, problems: { shortenToSingleLine: false }, workingDirectory: { mode: 'location' },
  workspaceFolder: { name: 'workspace', uri: pathToFileURL(root).href },
})

/** Tells, when asked, how many bytes the server still needs, and does not keep it alive. */
const PROBE = "process.on('message', () => { gc(); gc(); process.send(process.memoryUsage().heapUsed) }); process.channel.unref()"

/** An editor with one repository open: it speaks to VS Code's ESLint language server as VS Code does, and holds the text of what is open. */
export class Editor {
  /** The addresses that the server asked to be shown. */
  readonly pages: string[] = []
  private readonly texts = new Map<string, { version: number; text: string }>()

  private constructor(private readonly root: string, private readonly server: ChildProcess, private readonly connection: ProtocolConnection, private readonly said: string[]) {}

  /** Starts the server that is installed in a folder. `config`: an ESLint configuration that takes the place of the repository's own. */
  static async open(installed: string, root: string, config?: string): Promise<Editor> {
    const start = join(installed, 'node_modules', ESLINT_SERVER.package, ESLINT_SERVER.start)
    const { NODE_OPTIONS: _options, ...env } = process.env
    const server = spawn(process.execPath, ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(PROBE)}`, start, '--stdio'], { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] })
    const said: string[] = []
    server.stderr!.setEncoding('utf8').on('data', (text: string) => said.push(text))
    const connection = createProtocolConnection(server.stdout!, server.stdin!)
    const editor = new Editor(root, server, connection, said)
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => settingsFor(root, config)))
    connection.onRequest(RegistrationRequest.type, () => {})
    connection.onRequest(DiagnosticRefreshRequest.type, () => {})
    connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => {
      for (const change of edit.documentChanges ?? []) if (TextDocumentEdit.is(change)) editor.apply(change)
      return { applied: true }
    })
    for (const type of [ShowMessageNotification.type, LogMessageNotification.type]) connection.onNotification(type, ({ type, message }) => { if (type === MessageType.Error) said.push(message) })
    // Requests of its own, for what it misses and for a page that is to be opened.
    for (const method of ['eslint/noConfig', 'eslint/noLibrary', 'eslint/probeFailed']) connection.onRequest(method, () => { said.push(method) })
    connection.onRequest('eslint/openDoc', ({ url }: { url: string }) => { editor.pages.push(url) })
    connection.listen()
    const uri = pathToFileURL(root).href
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid, rootUri: uri, workspaceFolders: [{ name: 'workspace', uri }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, applyEdit: true, workspaceEdit: { documentChanges: true }, diagnostics: { refreshSupport: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
        textDocument: { synchronization: { didSave: true }, diagnostic: { dynamicRegistration: false }, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } } },
      },
    })
    await connection.sendNotification(InitializedNotification.type, {})
    return editor
  }

  /** What the server complained about so far. */
  get complaints(): string[] {
    return this.said
  }

  /** Opens a file as it is on the disk. */
  async show(path: string): Promise<void> {
    const text = readFileSync(join(this.root, path), 'utf8')
    this.texts.set(path, { version: 1, text })
    const languageId = /\.[mc]?tsx?$/.test(path) ? 'typescript' : 'javascript'
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri: this.uriOf(path), languageId, version: 1, text } })
  }

  /** The text of a file that is open. */
  textOf(path: string): string {
    return this.opened(path).text
  }

  /** Gives an open file another text, without saving it. */
  async type(path: string, text: string): Promise<void> {
    const opened = this.opened(path)
    opened.version++
    opened.text = text
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri: this.uriOf(path), version: opened.version }, contentChanges: [{ text }] })
  }

  /** Writes an open file to the disk, as it is in the editor. */
  async save(path: string): Promise<void> {
    writeFileSync(join(this.root, path), this.textOf(path))
    await this.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri: this.uriOf(path) } })
  }

  async close(path: string): Promise<void> {
    this.texts.delete(path)
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: this.uriOf(path) } })
  }

  /** Tells the server that its configuration has changed on the disk. */
  async configured(path: string): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: this.uriOf(path), type: 2 }] })
  }

  /** What an open file shows. */
  async diagnostics(path: string): Promise<Diagnostic[]> {
    const report = await this.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: this.uriOf(path) } })
    return report.kind === 'full' ? report.items : []
  }

  /** What the lamp at a diagnostic offers. */
  async actions(path: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
    const offered = await this.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri: this.uriOf(path) }, range: diagnostic.range, context: { diagnostics: [diagnostic] } })
    return (offered ?? []) as CodeAction[]
  }

  /** Takes one of them; what it changes is then the text of the file. */
  async take({ command }: CodeAction): Promise<void> {
    if (command) await this.connection.sendRequest(ExecuteCommandRequest.type, { command: command.command, arguments: command.arguments })
  }

  /** How many bytes the server holds that it still needs. */
  memory(): Promise<number> {
    return new Promise(resolve => { this.server.once('message', bytes => resolve(Number(bytes))).send('memory') })
  }

  /** Ends the server as an editor does that is closed. */
  async end(): Promise<void> {
    const ended = new Promise(resolve => this.server.once('exit', resolve))
    await this.connection.sendRequest(ShutdownRequest.type)
    await this.connection.sendNotification(ExitNotification.type)
    await ended
    this.connection.dispose()
  }

  private apply({ textDocument, edits }: TextDocumentEdit): void {
    const path = this.pathOf(textDocument.uri)
    const from = [...edits as TextEdit[]].sort((a, b) => this.offset(path, b.range.start) - this.offset(path, a.range.start))
    const text = from.reduce((before, { range, newText }) => before.slice(0, this.offset(path, range.start)) + newText + before.slice(this.offset(path, range.end)), this.textOf(path))
    void this.type(path, text)
  }

  private offset(path: string, { line, character }: { line: number; character: number }): number {
    const before = this.textOf(path).split('\n').slice(0, line)
    return before.reduce((sum, one) => sum + one.length + 1, 0) + character
  }

  private opened(path: string): { version: number; text: string } {
    const opened = this.texts.get(path)
    if (!opened) throw new Error(`${path} is not open.`)
    return opened
  }

  private readonly uriOf = (path: string): string => pathToFileURL(join(this.root, path)).href

  private readonly pathOf = (uri: string): string => [...this.texts.keys()].find(path => this.uriOf(path) === uri) ?? fileURLToPath(uri)
}
