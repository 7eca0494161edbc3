import { posix } from 'node:path'
import ts from 'typescript'

/** Changes code as an editor does, with TypeScript's own refactorings, so that it still does the same. Paths are relative. */
export class Refactoring {
  private readonly service: ts.LanguageService

  constructor(private readonly texts: ReadonlyMap<string, string>) {
    const at = (path: string): string | undefined => texts.get(path.slice(1))
    this.service = ts.createLanguageService({
      getCompilationSettings: () => ({ noLib: true, allowJs: true, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.Latest, jsx: ts.JsxEmit.Preserve, experimentalDecorators: true }),
      getScriptFileNames: () => [...texts.keys()].map(path => `/${path}`),
      getScriptVersion: () => '1',
      getScriptSnapshot: path => { const text = at(path); return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text) },
      getCurrentDirectory: () => '/', getDefaultLibFileName: () => '/lib.d.ts',
      fileExists: path => at(path) !== undefined, readFile: at, directoryExists: folder => [...texts.keys()].some(path => `/${path}`.startsWith(`${folder}/`)),
    })
  }

  /** Everything laid out anew, by the printer of the compiler. */
  reprinted(newLine: ts.NewLineKind): Map<string, string> {
    const printer = ts.createPrinter({ newLine })
    return new Map([...this.texts].map(([path, text]) => [path, printer.printFile(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))]))
  }

  /** A file in another folder, with the imports in it and of it. */
  moved(path: string, target: string): Map<string, string> {
    const texts = this.changed(this.service.getEditsForFileRename(`/${path}`, `/${target}`, {}, {}))
    return new Map([...texts].map(([file, text]) => [file === path ? target : file, text]))
  }

  /** The parameters and variables inside of the functions of a file under other names, those that `chosen` takes. */
  withLocalsRenamed(path: string, chosen: (nth: number) => boolean): Map<string, string> {
    const edits = new Map<number, ts.TextChange>()
    locals(this.service.getProgram()!.getSourceFile(`/${path}`)!).filter((_name, nth) => chosen(nth)).forEach(name => {
      const found = this.service.findRenameLocations(`/${path}`, name.getStart(), false, false, { providePrefixAndSuffixTextForRename: true }) ?? []
      for (const { textSpan, prefixText = '', suffixText = '' } of found) edits.set(textSpan.start, { span: textSpan, newText: `${prefixText}${name.text}Renamed${suffixText}` })
    })
    return this.changed([{ fileName: `/${path}`, textChanges: [...edits.values()] }])
  }

  private changed(changes: readonly Pick<ts.FileTextChanges, 'fileName' | 'textChanges'>[]): Map<string, string> {
    const texts = new Map(this.texts)
    for (const { fileName, textChanges } of changes) {
      const path = posix.relative('/', fileName)
      const fromTheEnd = [...textChanges].sort((a, b) => b.span.start - a.span.start)
      texts.set(path, fromTheEnd.reduce((text, { span, newText }) => text.slice(0, span.start) + newText + text.slice(span.start + span.length), texts.get(path)!))
    }
    return texts
  }
}

function locals(source: ts.SourceFile): ts.Identifier[] {
  const found: ts.Identifier[] = []
  const visit = (node: ts.Node, inside: boolean): void => {
    const declares = ts.isVariableDeclaration(node) || ts.isParameter(node) && !ts.isParameterPropertyDeclaration(node, node.parent)
    if (inside && declares && ts.isIdentifier(node.name) && node.name.text !== 'this') found.push(node.name)
    ts.forEachChild(node, child => visit(child, inside || ts.isFunctionLike(node)))
  }
  visit(source, false)
  return found
}
