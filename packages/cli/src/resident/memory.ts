import type { Kept } from '@bulkhead/dependency-cruiser-config'

/** What a process was told about a repository before: by name, the last text. */
export class Memory {
  private readonly texts = new Map<string, string>()

  /** Whether it was told anything. */
  get knows(): boolean {
    return this.texts.size > 0
  }

  /** Asked before a shelf, where there is one. */
  before(shelf: Kept | undefined): Kept {
    return {
      read: name => {
        const text = this.texts.get(name) ?? shelf?.read(name)
        if (text !== undefined) this.texts.set(name, text)
        return text
      },
      write: (name, text) => {
        this.texts.set(name, text)
        shelf?.write(name, text)
      },
    }
  }
}
