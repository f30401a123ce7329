import type { Template, TemplateLiteral, TemplateReference } from '../template.ts'

/** Deeper nesting of `${A:-${B:-…` is no configuration; it would end in an overflow of the stack. */
export const MOST_LEVELS = 100

type Part = TemplateLiteral | TemplateReference
export type Problem = Template['problems'][number]

/** Gathers parts in order; neighbouring characters that stand for themselves become one literal. */
export class Parts {
  readonly list: Part[] = []
  readonly #text: string
  #literalStart: number

  constructor(text: string, start: number) {
    this.#text = text
    this.#literalStart = start
  }

  /** Ends the running literal before `start` and takes what stands from there to `end` as `part`. */
  add(part: Part): void {
    this.flush(part.start)
    this.list.push(part)
    this.#literalStart = part.end
  }

  /** Characters that stand for others: `$$` for `$`. */
  addEscape(value: string, start: number, end: number): void {
    this.add({ kind: 'literal', value, start, end })
  }

  /** Characters that stand for nothing: quotes, the backslash of an escape. */
  skip(start: number, end: number): void {
    this.flush(start)
    this.#literalStart = end
  }

  /** Ends the running literal at `end`. */
  flush(end: number): void {
    const start = this.#literalStart
    if (end > start) this.list.push({ kind: 'literal', value: this.#text.slice(start, end), start, end })
    this.#literalStart = end
  }
}

/** Position behind the brace that closes the one at `open`, counting nested ones; -1 where there is none. */
export function closingBrace(text: string, open: number, end: number): number {
  let depth = 0
  for (let at = open; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 123) depth += 1
    else if (code === 125) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return -1
}
