import type { Template, TemplateOperator, TemplateReference } from '../template.ts'
import { closingBrace, MOST_LEVELS, Parts, type Problem } from './reader.ts'

/** BuildKit's names: digits, one special parameter of the shell, or letters, digits and underscores. */
const NAME = /[0-9]+|[@*#?\-$!]|[\p{L}\p{Nd}_]+/uy

interface Failure {
  readonly message: string
  /** The text ended before the reference did. */
  readonly atEnd: boolean
}

const NEVER_CLOSED: Failure = { message: '`${` is never closed', atEnd: true }

/**
 * Reads templates as BuildKit's shell lexer does (moby/buildkit, frontend/dockerfile/shell/lex.go) in one pass.
 * Quotes count inside `${…}` only; those around a word are the word's own.
 */
export class DockerfileTemplates {
  readonly #text: string
  readonly #problems: Problem[] = []
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): Template {
    const text = this.#text
    const parts = new Parts(text, 0)
    while (this.#at < text.length) {
      const char = text[this.#at]
      if (char === '\\') {
        if (text[this.#at + 1] === '$') parts.addEscape('$', this.#at, this.#at + 2)
        this.#at += 2
      } else if (char === '$') {
        const start = this.#at
        const reference = this.#dollar(0)
        if (reference === undefined) this.#at = start + 1
        else if ('kind' in reference) parts.add(reference)
        else this.#at = this.#giveUp(start, reference)
      } else {
        const next = text.slice(this.#at).search(/[\\$]/)
        this.#at = next === -1 ? text.length : this.#at + next
      }
    }
    parts.flush(text.length)
    return { parts: parts.list, problems: this.#problems }
  }

  /** Reports the reference at `start` and says where reading goes on. */
  #giveUp(start: number, failure: Failure): number {
    const close = failure.atEnd ? -1 : closingBrace(this.#text, start + 1, this.#text.length)
    const end = close === -1 ? this.#text.length : close
    this.#problems.push({ start, end, message: failure.message })
    return end
  }

  /** The reference at the dollar here; undefined where the dollar stands for itself. */
  #dollar(level: number): TemplateReference | Failure | undefined {
    const text = this.#text
    const start = this.#at
    if (text[start + 1] !== '{') {
      const name = this.#name(start + 1)
      if (name === '') return undefined
      this.#at = start + 1 + name.length
      return { kind: 'reference', name, start, end: this.#at }
    }
    const name = this.#name(start + 2)
    this.#at = start + 2 + name.length
    if (this.#at >= text.length) return NEVER_CLOSED
    if (name === '') {
      const message =
        text[this.#at] === '}' ? '`${}` names no variable' : 'After `${` stands no name of a variable'
      return { message, atEnd: false }
    }
    if (text[this.#at] === '}') {
      this.#at += 1
      return { kind: 'reference', name, start, end: this.#at }
    }
    const operator = operatorAt(text, this.#at)
    if (operator === undefined) {
      const message = 'Dockerfiles know no such operator; they know :- - :? ? :+ + # ## % %% / //'
      return { message, atEnd: false }
    }
    if (level + 1 >= MOST_LEVELS) {
      return { message: `Variables are nested more than ${MOST_LEVELS} levels deep`, atEnd: false }
    }
    this.#at += operator.length
    return this.#operands(name, operator, start, level)
  }

  #operands(
    name: string,
    operator: TemplateOperator,
    start: number,
    level: number,
  ): TemplateReference | Failure {
    const isReplacement = operator === '/' || operator === '//'
    const isPattern = isReplacement || '#%'.includes(operator[0]!)
    const operand = this.#until(isReplacement ? '/' : '}', isPattern, level + 1)
    if ('message' in operand) return operand
    if (!isReplacement) return { kind: 'reference', name, operator, operand, start, end: this.#at }
    const replacement = this.#until('}', true, level + 1)
    if ('message' in replacement) return replacement
    return { kind: 'reference', name, operator, operand, replacement, start, end: this.#at }
  }

  /** Reads an operand up to and with `stop`. In patterns (`raw`) a backslash stays for the pattern to read. */
  #until(stop: string, raw: boolean, level: number): Template | Failure {
    const text = this.#text
    const parts = new Parts(text, this.#at)
    let quote = ''
    while (this.#at < text.length) {
      const at = this.#at
      const char = text[at]!
      if (char === quote) {
        parts.skip(at, at + 1)
        quote = ''
        this.#at += 1
      } else if (quote === "'") {
        const end = text.indexOf("'", at)
        this.#at = end === -1 ? text.length : end
      } else if (char === '$') {
        const reference = this.#dollar(level)
        if (reference === undefined) this.#at = at + 1
        else if ('kind' in reference) parts.add(reference)
        else return reference
      } else if (char === '\\') {
        const escapes = quote === '' || /["$\\]/.test(text[at + 1] ?? '')
        if (!raw && escapes) parts.skip(at, at + 1)
        this.#at += escapes ? 2 : 1
      } else if (quote === '' && char === stop) {
        parts.flush(at)
        this.#at += 1
        return { parts: parts.list, problems: [] }
      } else {
        if (quote === '' && (char === "'" || char === '"')) {
          parts.skip(at, at + 1)
          quote = char
        }
        this.#at += 1
      }
    }
    if (quote !== '') return { message: 'A quote in `${…}` is never closed', atEnd: true }
    return stop === '/'
      ? { message: 'After the pattern stands `/` and a replacement', atEnd: true }
      : NEVER_CLOSED
  }

  #name(at: number): string {
    NAME.lastIndex = at
    return NAME.exec(this.#text)?.[0] ?? ''
  }
}

const OPERATORS: readonly TemplateOperator[] = [
  ':-',
  ':?',
  ':+',
  '##',
  '%%',
  '//',
  '-',
  '?',
  '+',
  '#',
  '%',
  '/',
]

function operatorAt(text: string, at: number): TemplateOperator | undefined {
  return OPERATORS.find((operator) => text.startsWith(operator, at))
}
