import type { YamlNode } from '../../documents/yaml/node.ts'
import { type Located, type Span, TracedText } from '../../span.ts'
import { stringOf } from './tree.ts'

/** A word with the source of each character: quotes, escapes and the folding of YAML lie between them. */
interface ComposeWord extends Located<string> {
  readonly traced: TracedText
}

export interface ShellWords {
  readonly words: readonly ComposeWord[]
  /**
   * From the shell operator (`&&`, `|`, `;`, `<`, `>`) at which reading stopped to the end of the text:
   * Compose splits a command without a shell and silently drops what follows such an operator.
   */
  readonly dropped: Span | undefined
  /** An open quote or a parenthesis: Compose refuses the text. */
  readonly problem: { readonly at: Span; readonly message: string } | undefined
}

/**
 * A text split into words the way Compose splits `command` and `entrypoint` (mattn/go-shellwords, variables
 * and backquotes left alone): quotes, backslash, blanks.
 */
export function shellWords(text: TracedText): ShellWords {
  return new ShellWordReader(text).read()
}

export interface ComposeCommand {
  /** `shell`: a text that Compose splits. `exec`: a list. */
  readonly form: 'shell' | 'exec'
  readonly words: readonly ComposeWord[]
  readonly dropped: Span | undefined
  readonly problem: ShellWords['problem']
  readonly span: Span
}

/** A `command`, `entrypoint` or hook's `command`; undefined for null, which leaves the image's own. */
export function readCommand(node: YamlNode | undefined): ComposeCommand | undefined {
  if (node?.kind === 'sequence') {
    const words = node.items.flatMap((item) =>
      item.kind === 'scalar' ? [{ value: stringOf(item), span: item.span, traced: item.traced() }] : [],
    )
    return { form: 'exec', words, dropped: undefined, problem: undefined, span: node.span }
  }
  if (node?.kind !== 'scalar' || node.value === null) return undefined
  const text = typeof node.value === 'string' ? node.traced() : TracedText.verbatim(stringOf(node), node.span)
  return { form: 'shell', ...shellWords(text), span: node.span }
}

class ShellWordReader {
  readonly #text: TracedText
  readonly #words: ComposeWord[] = []
  #word = ''
  /** Where the characters of the word stand in the text, neighbours joined. */
  #runs: { start: number; end: number }[] = []
  /** Offset of the word being read; -1 between words. */
  #start = -1
  #quote = ''

  constructor(text: TracedText) {
    this.#text = text
  }

  read(): ShellWords {
    const text = this.#text.value
    let at = 0
    for (; at < text.length; at++) {
      const character = text[at]!
      if (character === '\\' && this.#quote !== "'") {
        if (at + 1 === text.length) return this.#wrong(at, 'Nothing follows the last backslash.')
        at += 1
        this.#add(text[at]!, at, at - 1)
      } else if (this.#quote !== '') {
        if (character === this.#quote) this.#endQuote(character, at)
        else this.#add(character, at)
      } else if (character === '"' || character === "'") {
        this.#quote = character
        this.#add('', at)
      } else if (character === '`') {
        this.#quote = character
        this.#add(character, at)
      } else if (/[ \t\r\n]/.test(character)) this.#endWord(at)
      else if (/[;&|<>]/.test(character)) break
      else if (character === '(' && text[at - 1] === '$') {
        this.#quote = ')'
        this.#add(character, at)
      } else if (character === '(') return this.#substitution(at)
      else this.#add(character, at)
    }
    if (this.#quote !== '') return this.#wrong(this.#start, 'A quote is not closed.')
    this.#endWord(at)
    const dropped = at < text.length ? this.#text.spanOf(at, text.trimEnd().length) : undefined
    return { words: this.#words, dropped, problem: undefined }
  }

  #endQuote(quote: string, at: number): void {
    this.#quote = ''
    // These are no quotes to the shell that they stand for: they stay, with what they hold.
    if (quote === '`' || quote === ')') this.#add(quote, at)
  }

  #add(characters: string, at: number, start = at): void {
    if (this.#start === -1) this.#start = start
    this.#word += characters
    const last = this.#runs.at(-1)
    if (last?.end === at) last.end += characters.length
    else this.#runs.push({ start: at, end: at + characters.length })
  }

  #endWord(end: number): void {
    if (this.#start === -1) return
    const span = this.#text.spanOf(this.#start, end)
    const pieces = this.#runs.map((run) => this.#text.slice(run.start, run.end))
    this.#words.push({ value: this.#word, span, traced: TracedText.concat(pieces, span) })
    this.#word = ''
    this.#runs = []
    this.#start = -1
  }

  #substitution(at: number): ShellWords {
    return this.#wrong(at, 'Compose cannot split a command with a parenthesis; wrap it in `sh -c`.')
  }

  #wrong(at: number, message: string): ShellWords {
    const span = this.#text.spanOf(Math.max(0, at), this.#text.value.length)
    return { words: this.#words, dropped: undefined, problem: { at: span, message } }
  }
}
