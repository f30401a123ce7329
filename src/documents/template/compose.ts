import type { Template, TemplateOperator, TemplateReference } from '../template.ts'
import { closingBrace, MOST_LEVELS, Parts, type Problem } from './reader.ts'

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y
const OPERATORS: readonly TemplateOperator[] = [':-', ':?', ':+', '-', '?', '+']

/**
 * Reads the templates of Compose files and env files after the Compose specification, chapter interpolation.
 * A reference that is malformed stays in the parts as literal text and is reported.
 */
export class ComposeTemplates {
  readonly #text: string
  /** `\$` is a dollar, too. */
  readonly #backslash: boolean
  readonly #problems: Problem[] = []
  readonly #lastBrace: number

  constructor(text: string, backslash: boolean) {
    this.#text = text
    this.#backslash = backslash
    this.#lastBrace = text.lastIndexOf('}')
  }

  read(start = 0, end = this.#text.length, level = 0): Template {
    const text = this.#text
    const before = this.#problems.length
    const parts = new Parts(text, start)
    for (let at = text.indexOf('$', start); at !== -1 && at < end; at = text.indexOf('$', at)) {
      if (this.#backslash && isEscaped(text, at, start)) {
        parts.addEscape('$', at - 1, at + 1)
        at += 1
        continue
      }
      const next = text[at + 1]
      if (next === '$' && at + 1 < end) {
        parts.addEscape('$', at, at + 2)
        at += 2
      } else if (next === '{' && at + 1 < end) {
        const reference = this.#braced(at, end, level)
        if (typeof reference === 'number') at = reference
        else {
          parts.add(reference)
          at = reference.end
        }
      } else {
        NAME.lastIndex = at + 1
        const name = NAME.exec(text)?.[0]
        if (name !== undefined) {
          parts.add({ kind: 'reference', name, start: at, end: at + 1 + name.length })
          at += name.length
        }
        at += 1
      }
    }
    parts.flush(end)
    return { parts: parts.list, problems: level === 0 ? this.#problems : this.#problems.slice(before) }
  }

  /** The reference at `start`; where it is malformed, the offset at which reading goes on. */
  #braced(start: number, end: number, level: number): TemplateReference | number {
    const text = this.#text
    NAME.lastIndex = start + 2
    const name = NAME.exec(text)?.[0] ?? ''
    const afterName = start + 2 + name.length
    if (name !== '' && text[afterName] === '}') {
      return { kind: 'reference', name, start, end: afterName + 1 }
    }
    const close = this.#close(start + 1, end)
    if (close === -1) return this.#problem(start, end, '`${` is never closed; write `$$` for a dollar sign')
    // Compose reads a reference line by line, in env files as well.
    if (text.slice(start, close).includes('\n')) {
      return this.#problem(start, close, 'A line break cannot stand between the braces of `${…}`')
    }
    const operator = OPERATORS.find((one) => text.startsWith(one, afterName))
    if (name === '' || operator === undefined || afterName + operator.length >= close) {
      return this.#problem(start, close, whatIsWrong(text.slice(start, close), name))
    }
    if (level + 1 >= MOST_LEVELS) {
      return this.#problem(start, close, `Variables are nested more than ${MOST_LEVELS} levels deep`)
    }
    const operand = this.read(afterName + operator.length, close - 1, level + 1)
    return { kind: 'reference', name, operator, operand, start, end: close }
  }

  /** Behind the closing brace; where braces do not pair up, Compose takes the last one there is. */
  #close(open: number, end: number): number {
    if (this.#lastBrace < open) return -1
    const close = closingBrace(this.#text, open, end)
    if (close !== -1) return close
    const last = this.#text.lastIndexOf('}', end - 1)
    return last > open ? last + 1 : -1
  }

  #problem(start: number, end: number, message: string): number {
    this.#problems.push({ start, end, message })
    return end
  }
}

function isEscaped(text: string, at: number, start: number): boolean {
  let backslashes = 0
  while (at - backslashes > start && text[at - backslashes - 1] === '\\') backslashes += 1
  return backslashes % 2 === 1
}

function whatIsWrong(written: string, name: string): string {
  if (written.startsWith('${{')) {
    return '`${{ }}` belongs to CI workflows; write `$$` for a dollar sign'
  }
  if (written === '${}') return '`${}` names no variable'
  if (name === '') return 'The name of a variable begins with a letter or an underscore, right after `${`'
  return `After \`\${${name.length > 60 ? `${name.slice(0, 59)}…` : name}\` may stand only \`}\` or one of the operators :- - :? ? :+ +`
}
