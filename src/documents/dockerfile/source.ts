import type { Comment, Span } from '../../span.ts'
import type { DocumentProblem } from '../document.ts'
import { skipSpace, trimSpace } from './characters.ts'
import { LogicalLine, type Segment } from './logical-line.ts'

/** A line of the file, without its line end; `next` is where the following one begins. */
export interface PhysicalLine {
  readonly start: number
  readonly end: number
  readonly next: number
}

/** A joined line and what was left out of it. */
export interface ReadLine {
  readonly line: LogicalLine
  readonly above: readonly Comment[]
  readonly emptyContinuations: readonly Span[]
  /** Source offset after the last character of the last physical line, its line end not counted. */
  readonly end: number
}

/** BuildKit reads lines with a scanner that holds this many bytes. */
const LONGEST_LINE = 65_535

/** Nobody reads a longer list; it only takes memory. */
const MOST_PROBLEMS = 10_000

/** Reads a Dockerfile from top to bottom and gathers what is wrong with it. */
export class Source {
  readonly path: string
  readonly text: string
  escape: '\\' | '`' = '\\'
  readonly problems: DocumentProblem[] = []
  readonly comments: Comment[] = []
  /** Indexes into `problems` of those that `refuse` reported. */
  refusals: number[] = []
  #at: number

  constructor(path: string, text: string) {
    this.path = path
    this.text = text
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  }

  span(start: number, end: number): Span {
    return { path: this.path, start, end }
  }

  report(at: Span, message: string, severity: 'error' | 'warning' = 'error'): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ at, message, severity })
  }

  /** Reports what BuildKit's parser lets pass but its instructions refuse: missing arguments, unknown options. */
  refuse(at: Span, message: string, severity: 'error' | 'warning' = 'error'): void {
    this.refusals.push(this.problems.length)
    this.report(at, message, severity)
  }

  /** The next line, or undefined at the end of the file; it stays the next one until `skipTo`. */
  peekLine(): PhysicalLine | undefined {
    const start = this.#at
    if (start >= this.text.length) return undefined
    const feed = this.text.indexOf('\n', start)
    let end = feed === -1 ? this.text.length : feed
    const next = feed === -1 ? this.text.length : feed + 1
    // BuildKit cuts every CR before the LF, not only one.
    while (end > start && this.text.charCodeAt(end - 1) === 0x0d) end -= 1
    return { start, end, next }
  }

  skipTo(offset: number): void {
    this.#at = offset
  }

  /** The next line, taken. Reports lines that BuildKit's scanner refuses for their length. */
  takeLine(): PhysicalLine | undefined {
    const line = this.peekLine()
    if (line === undefined) return undefined
    this.#at = line.next
    // A UTF-16 unit is at most three bytes: short lines need no counting.
    if (line.end - line.start > LONGEST_LINE / 3) {
      const bytes = Buffer.byteLength(this.text.slice(line.start, line.next))
      if (bytes > LONGEST_LINE) {
        this.report(
          this.span(line.start, line.end),
          `A line of a Dockerfile has at most ${LONGEST_LINE} bytes, this one has ${bytes}.`,
        )
      }
    }
    return line
  }

  /** The next instruction's line, joined; comments and blank lines before it are passed over. */
  takeLogicalLine(): ReadLine | undefined {
    let above: Comment[] = []
    for (let line = this.takeLine(); line !== undefined; line = this.takeLine()) {
      const start = skipSpace(this.text, line.start, line.end)
      if (start === line.end) {
        above = []
      } else if (this.text[start] === '#') {
        above.push(this.#addComment(start, line.end))
      } else {
        return this.#join({ ...line, start }, above)
      }
    }
    return undefined
  }

  #join(first: PhysicalLine, above: readonly Comment[]): ReadLine {
    const segments: Segment[] = []
    const emptyContinuations: Span[] = []
    let last = first
    let mark = this.#continuationAt(first)
    segments.push({ start: first.start, end: mark === -1 ? first.end : mark })
    while (mark !== -1) {
      const line = this.takeLine()
      if (line === undefined) break
      last = line
      const start = skipSpace(this.text, line.start, line.end)
      if (this.text[start] === '#' && start < line.end) {
        this.#addComment(start, line.end)
      } else if (start === line.end) {
        emptyContinuations.push(this.span(line.start, line.end))
      } else {
        mark = this.#continuationAt(line)
        segments.push({ start: line.start, end: mark === -1 ? line.end : mark })
      }
    }
    return { line: new LogicalLine(this.path, this.text, segments), above, emptyContinuations, end: last.end }
  }

  /**
   * Offset of the escape character that continues a line, or -1. Blanks may follow it; a doubled one is a
   * character, unless nothing stands before it on its line.
   */
  #continuationAt(line: PhysicalLine): number {
    let at = line.end
    while (at > line.start && (this.text[at - 1] === ' ' || this.text[at - 1] === '\t')) at -= 1
    at -= 1
    if (at < line.start || this.text[at] !== this.escape) return -1
    return at > line.start && this.text[at - 1] === this.escape ? -1 : at
  }

  #addComment(start: number, lineEnd: number): Comment {
    const end = trimSpace(this.text, start, lineEnd)
    const from = skipSpace(this.text, start + 1, end)
    const comment = { span: this.span(start, end), text: this.text.slice(from, end), ownLine: true }
    this.comments.push(comment)
    return comment
  }
}
