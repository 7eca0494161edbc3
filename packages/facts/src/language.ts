import type { OxcError } from 'oxc-parser'

/** JavaScript files may hold JSX whatever their ending; TypeScript files only where it says so, because of `<T>x`. */
export function languageOf(path: string): 'ts' | 'tsx' | 'jsx' {
  if (/\.tsx$/i.test(path)) return 'tsx'
  return /\.[mc]?ts$/i.test(path) ? 'ts' : 'jsx'
}

/**
 * Whether TypeScript takes an import or a re-export out that names nothing: `import {} from './x'`, which an editor leaves behind. With `verbatimModuleSyntax` it stays, as one of types does;
 * it takes nothing all the same. In JavaScript it runs the other file, as `import './x'` does.
 */
export function isTakenOut(path: string, text: string, start: number, specifier: number): boolean {
  return languageOf(path) !== 'jsx' && /^(?:im|ex)port\s*\{\s*\}/.test(text.slice(start, specifier))
}

/** What keeps a file from being read as a whole. */
export function errorsOf(errors: OxcError[]): { message: string; start: number }[] {
  return errors.filter(e => String(e.severity) === 'Error').map(e => ({ message: e.message, start: e.labels[0]?.start ?? 0 }))
}
