import { type Span, TracedText } from '../../span.ts'

/** A run of source characters, `end` exclusive. */
export interface Segment {
  readonly start: number
  readonly end: number
}

/**
 * An instruction's line as BuildKit joins it: continuation marks, comment lines and blank lines are gone, and
 * nothing takes their place. Indexes are into `value`; spans are the source's.
 */
export class LogicalLine {
  readonly path: string
  readonly value: string
  readonly #source: string
  readonly #segments: readonly Segment[]
  /** Where each segment begins in `value`. */
  readonly #at: number[] = []

  constructor(path: string, source: string, segments: readonly Segment[]) {
    const filled = segments.filter((segment) => segment.end > segment.start)
    this.path = path
    this.#source = source
    this.#segments = filled.length > 0 ? filled : segments.slice(0, 1)
    const parts: string[] = []
    let length = 0
    for (const segment of this.#segments) {
      this.#at.push(length)
      length += segment.end - segment.start
      parts.push(source.slice(segment.start, segment.end))
    }
    this.value = parts.join('')
  }

  /** The source of `value` from `start` to `end`, with the continuations that lie between. */
  span(start: number, end: number): Span {
    if (end > start) return { path: this.path, start: this.#offset(start), end: this.#offset(end - 1) + 1 }
    const at = start > 0 ? this.#offset(start - 1) + 1 : this.#offset(0)
    return { path: this.path, start: at, end: at }
  }

  /** The source slice of a part, continuations included. */
  raw(start: number, end: number): string {
    const span = this.span(start, end)
    return this.#source.slice(span.start, span.end)
  }

  /** A part as joined, each character traced. */
  traced(start: number, end: number): TracedText {
    const pieces: { value: string; span: Span }[] = []
    for (let index = this.#indexAt(start); index < this.#segments.length; index += 1) {
      const at = this.#at[index]!
      const segment = this.#segments[index]!
      const from = Math.max(start, at)
      const to = Math.min(end, at + segment.end - segment.start)
      if (from >= to) break
      const span = { path: this.path, start: segment.start + from - at, end: segment.start + to - at }
      pieces.push({ value: this.value.slice(from, to), span })
    }
    return TracedText.join(pieces, this.span(start, end))
  }

  #offset(index: number): number {
    const found = this.#indexAt(index)
    return this.#segments[found]!.start + index - this.#at[found]!
  }

  #indexAt(index: number): number {
    let low = 0
    let high = this.#at.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#at[middle]! <= index) low = middle
      else high = middle - 1
    }
    return low
  }
}
