/** Makes the error for a text that cannot be read at a column. */
type Fail = new (text: string, column: number, expected: string) => Error

/** Reads the small words of a signature one after the other, skipping blanks. */
export class Reader {
  private at = 0

  constructor(
    private readonly text: string,
    private readonly fail: Fail,
  ) {}

  /** Nothing but blanks is left. */
  get ended(): boolean {
    this.skipBlanks()
    return this.at === this.text.length
  }

  /** Where the next word begins, counted from 1. */
  get column(): number {
    this.skipBlanks()
    return this.at + 1
  }

  /** Takes `word` if it comes next. */
  took(word: string): boolean {
    this.skipBlanks()
    if (!this.text.startsWith(word, this.at)) return false
    this.at += word.length
    return true
  }

  /** Takes a JavaScript name. */
  identifier(expected: string): string {
    return this.match(/[A-Za-z_$][\w$]*/y, expected)
  }

  /** Takes a property name, which unlike a JavaScript name may hold dashes. */
  property(expected: string): string {
    return this.match(/[A-Za-z_$][\w$-]*/y, expected)
  }

  /** Takes a single-quoted text, or nothing. */
  quoted(): string | undefined {
    if (!this.took("'")) return undefined
    const content = this.match(/[^']*/y, 'a text')
    if (!this.text.startsWith("'", this.at)) throw this.unexpected('a closing quote')
    this.at++
    return content
  }

  /** The error that says what was expected instead of what stands here. */
  unexpected(expected: string, column = this.column): Error {
    return new this.fail(this.text, column, expected)
  }

  private match(pattern: RegExp, expected: string): string {
    this.skipBlanks()
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found === undefined) throw this.unexpected(expected)
    this.at += found.length
    return found
  }

  private skipBlanks(): void {
    while (this.text[this.at] === ' ') this.at++
  }
}
