import type { Excerpt } from '../finding.ts'

/** Looks up the text of lines; several excerpts of one file count as one. */
export class SourceLines {
  readonly #files = new Map<string, Map<number, string>>()

  constructor(excerpts: readonly Excerpt[]) {
    for (const excerpt of excerpts) {
      const known = this.#files.get(excerpt.path)
      if (!known) this.#files.set(excerpt.path, new Map(excerpt.lines))
      else for (const [line, text] of excerpt.lines) known.set(line, text)
    }
  }

  /** The text of a 1-based line, where the report holds it. */
  text(path: string, line: number): string | undefined {
    return this.#files.get(path)?.get(line)
  }
}
