/** A place in a file: UTF-16 offsets into its text, `end` exclusive. */
export interface Span {
  /** Path as the project names it: relative to the project root, forward slashes. */
  readonly path: string
  readonly start: number
  readonly end: number
}

/** A value and the place that holds it. */
export interface Located<T> {
  readonly value: T
  readonly span: Span
}

/** 1-based line and column; a column counts UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** `end` is exclusive: the column after the last character. */
export interface Range {
  readonly start: Position
  readonly end: Position
}

/** A comment in any format. `span` includes the marker, `text` does not and is trimmed. */
export interface Comment {
  readonly span: Span
  readonly text: string
  /** Nothing but white space stands before it on its line. */
  readonly ownLine: boolean
}

/** Finds lines and columns of offsets in one text. Lines end at LF; a CR before it belongs to the line end. */
export class Lines {
  readonly text: string
  readonly #starts: number[] = [0]

  constructor(text: string) {
    this.text = text
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
  }

  get count(): number {
    return this.#starts.length
  }

  /** The 1-based line that holds `offset`; offsets past the end lie on the last line. */
  lineOf(offset: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }

  position(offset: number): Position {
    const line = this.lineOf(offset)
    return { line, column: offset - this.#starts[line - 1]! + 1 }
  }

  range(span: { readonly start: number; readonly end: number }): Range {
    return { start: this.position(span.start), end: this.position(span.end) }
  }

  /** Offset of the first character of a 1-based line. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.text.length
  }

  /** The text of a 1-based line without its line end. */
  lineText(line: number): string {
    const end = line < this.#starts.length ? this.#starts[line]! - 1 : this.text.length
    const text = this.text.slice(this.startOf(line), end)
    return text.endsWith('\r') ? text.slice(0, -1) : text
  }
}

interface Piece {
  /** Offset in the traced text at which the piece begins. */
  readonly at: number
  readonly length: number
  readonly span: Span
  /** Not mapped character by character though as long as its source: `$AB` that became `abc`. */
  readonly whole: boolean
}

/**
 * A text made out of pieces of source (a YAML scalar without its indentation and escapes, a value after
 * interpolation), which still knows where each character came from. A piece as long as its source is mapped
 * character by character; any other (an escape, an expanded variable) maps to its source as a whole.
 */
export class TracedText {
  readonly value: string
  readonly #pieces: readonly Piece[]
  /** Where the whole text stands; also what an offset outside every piece maps to. */
  readonly span: Span

  private constructor(value: string, pieces: readonly Piece[], span: Span) {
    this.value = value
    this.#pieces = pieces
    this.span = span
  }

  /** A text that stands in the source as it is. */
  static verbatim(value: string, span: Span): TracedText {
    return new TracedText(value, [{ at: 0, length: value.length, span, whole: false }], span)
  }

  /**
   * Joins pieces in order. `span` is the place of the whole. `whole` marks a piece whose characters are not
   * those of its source, so that it is never mapped character by character, whatever its length.
   */
  static join(
    pieces: Iterable<{ readonly value: string; readonly span: Span; readonly whole?: boolean }>,
    span: Span,
  ): TracedText {
    let value = ''
    const placed: Piece[] = []
    for (const piece of pieces) {
      if (piece.value !== '') {
        const whole = piece.whole ?? false
        placed.push({ at: value.length, length: piece.value.length, span: piece.span, whole })
      }
      value += piece.value
    }
    return new TracedText(value, placed, span)
  }

  /** Joins texts in order, each traced as before. `span` is the place of the whole. */
  static concat(texts: Iterable<TracedText>, span: Span): TracedText {
    let value = ''
    const placed: Piece[] = []
    for (const text of texts) {
      for (const piece of text.#pieces) {
        if (piece.length > 0) placed.push({ ...piece, at: piece.at + value.length })
      }
      value += text.value
    }
    return new TracedText(value, placed, span)
  }

  /** The source of the characters from `start` to `end` of the value; what lies behind the value is cut off. */
  spanOf(wantedStart: number, wantedEnd: number): Span {
    const start = Math.min(wantedStart, this.value.length)
    const end = Math.min(wantedEnd, this.value.length)
    const first = this.#pieces[this.#indexAt(start)]
    const last = end > start ? this.#pieces[this.#indexAt(end - 1)] : first
    if (!first || !last) return this.span
    const from = this.#isVerbatim(first) ? first.span.start + (start - first.at) : first.span.start
    const to = this.#isVerbatim(last) ? last.span.start + (end - last.at) : last.span.end
    return { path: this.span.path, start: from, end: Math.max(from, to) }
  }

  /** A part of the text, traced as before. */
  slice(start: number, end: number = this.value.length): TracedText {
    const pieces: { value: string; span: Span; whole: boolean }[] = []
    for (let index = Math.max(0, this.#indexAt(start)); index < this.#pieces.length; index += 1) {
      const piece = this.#pieces[index]!
      if (piece.at >= end) break
      const from = Math.max(start, piece.at)
      const to = Math.min(end, piece.at + piece.length)
      if (from >= to) continue
      const span = this.#isVerbatim(piece)
        ? {
            ...piece.span,
            start: piece.span.start + (from - piece.at),
            end: piece.span.start + (to - piece.at),
          }
        : piece.span
      pieces.push({ value: this.value.slice(from, to), span, whole: !this.#isVerbatim(piece) })
    }
    return TracedText.join(pieces, this.spanOf(start, end))
  }

  #isVerbatim(piece: Piece): boolean {
    return !piece.whole && piece.span.end - piece.span.start === piece.length
  }

  /** Index of the last piece that begins at or before `offset`, -1 where there is none. */
  #indexAt(offset: number): number {
    let low = 0
    let high = this.#pieces.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#pieces[middle]!.at <= offset) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}
