/** Turns offsets of a text into lines and columns. */
export class Lines {
  private readonly starts: number[] = [0]

  constructor(text: string) {
    // The line breaks of the language, so that ESLint and we count alike.
    const breaks = /\r\n|[\r\n\u2028\u2029]/g
    while (breaks.exec(text)) this.starts.push(breaks.lastIndex)
  }

  /** Line and column of an offset, both from 1. */
  at(offset: number): { line: number; column: number } {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - this.starts[low]! + 1 }
  }
}
