import { readFileSync, statSync } from 'node:fs'
import { join as joinNative } from 'node:path'
import { codeOf, type Notes } from '../notes.js'
import type { RepoPath } from '../workspace.js'

/** Larger files are looked at by nobody. */
export const LARGEST_FILE = 2 * 1024 * 1024
const LONGEST_LINE = 1024 * 1024
const BINARY_SAMPLE = 8192

/** Gives the text of a file, or undefined where there is none that could be judged. */
export interface ReadText {
  (path: RepoPath): string | undefined
  /** What is made of a text by a pattern; where there is none, of an empty one. Who asks so does not mind how the rest of the text changes. */
  asks<T>(path: RepoPath, pattern: RegExp, question: (text: string, pattern: RegExp) => T): T
}

/** What a reader may know of files, and whom it tells. */
export interface Reading {
  /** Asked first: an editor's unsaved buffer. */
  overlay?: (path: RepoPath) => string | undefined
  /** Asked next: what was read of the disk already. */
  held?: (path: RepoPath) => Buffer | undefined
  /** Told of each path that was asked for, with what is there. */
  seen?: (path: RepoPath, bytes: Buffer | undefined) => void
}

/** Reads from the disk what nobody holds. */
export function textReader(root: string, notes: Notes, { overlay, held, seen }: Reading = {}): ReadText {
  const read = (path: RepoPath): string | undefined => {
    const laid = overlay?.(path)
    if (laid !== undefined) return laid
    const bytes = held?.(path) ?? bytesOf(root, path, notes)
    seen?.(path, bytes)
    if (!bytes) return undefined
    if (bytes.subarray(0, BINARY_SAMPLE).includes(0)) {
      notes.blind('The file is binary.', path, 'List it in `ignore` if it is not meant to be code.')
      return undefined
    }
    if (hasEndlessLine(bytes)) {
      notes.blind('The file has a line of more than 1 MB: it looks like a generated bundle.', path, 'List it in `ignore`.')
      return undefined
    }
    const text = bytes.toString('utf8')
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }
  return withQuestions(read)
}

function bytesOf(root: string, path: RepoPath, notes: Notes): Buffer | undefined {
  try {
    const native = joinNative(root, path)
    // Asked before opening: opening a pipe would wait for its writer.
    const status = statSync(native)
    if (!status.isFile()) return undefined
    if (status.size > LARGEST_FILE) {
      notes.blind(`The file is larger than 2 MB (${(status.size / 1024 / 1024).toFixed(1)} MB): it looks like a generated bundle.`, path, 'List it in `ignore`.')
      return undefined
    }
    return readFileSync(native)
  } catch (error) {
    // A file that is not there is an answer; one that may not be read is a blind spot.
    if (!['ENOENT', 'ENOTDIR', 'ERR_INVALID_ARG_VALUE'].includes(codeOf(error))) notes.unreadable('file', error, path)
    return undefined
  }
}

function withQuestions(read: (path: RepoPath) => string | undefined): ReadText {
  return Object.assign(read, { asks: <T>(path: RepoPath, pattern: RegExp, question: (text: string, pattern: RegExp) => T): T => question(read(path) ?? '', pattern) })
}

/** Reads each file once, until what is remembered of it is taken away. */
export function remembering(read: ReadText, texts: Map<RepoPath, string | undefined>): ReadText {
  const once = (path: RepoPath): string | undefined => {
    if (!texts.has(path)) texts.set(path, read(path))
    return texts.get(path)
  }
  return withQuestions(once)
}

/** Whether a text matches a pattern, as a question. */
export const says = (text: string, pattern: RegExp): boolean => pattern.test(text)

function hasEndlessLine(bytes: Buffer): boolean {
  if (bytes.length <= LONGEST_LINE) return false
  for (let start = 0; ; ) {
    const end = bytes.indexOf(10, start)
    if ((end < 0 ? bytes.length : end) - start > LONGEST_LINE) return true
    if (end < 0) return false
    start = end + 1
  }
}
