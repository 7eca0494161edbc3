import type { OxcError } from 'oxc-parser'

/** JavaScript files may hold JSX whatever their ending; TypeScript files only where it says so, because of `<T>x`. */
export function languageOf(path: string): 'ts' | 'tsx' | 'jsx' {
  if (/\.tsx$/i.test(path)) return 'tsx'
  return /\.[mc]?ts$/i.test(path) ? 'ts' : 'jsx'
}

/** What keeps a file from being read as a whole. */
export function errorsOf(errors: OxcError[]): { message: string; start: number }[] {
  return errors.filter(e => String(e.severity) === 'Error').map(e => ({ message: e.message, start: e.labels[0]?.start ?? 0 }))
}
