import type { Span } from '../../span.ts'
import type { DocumentProblem } from '../document.ts'
import type { NginxDirective, NginxDocument, NginxWord } from './document.ts'
import { endOfLua } from './lua.ts'
import { type NginxToken, Tokens } from './tokens.ts'

/** Deeper nesting is no configuration; whoever walks the tree may then do so by recursion. */
const MOST_LEVELS = 50

/** After so many problems the file is not what it is said to be; the rest are left out. */
const MOST_PROBLEMS = 100

const FOREIGN_TEMPLATE = /\{\{-?\s*[A-Za-z_.$]|\{%[-+]?\s*\w|<%/

/** Directives whose names nobody writes as the argument of another at the start of a line. */
const BEGINS_A_DIRECTIVE = new Set(
  'access_log add_header client_max_body_size error_log error_page fastcgi_pass fastcgi_param grpc_pass gzip keepalive_timeout listen location log_format proxy_buffering proxy_http_version proxy_pass proxy_read_timeout proxy_redirect proxy_set_header rewrite sendfile server_name server_tokens ssl_certificate ssl_certificate_key ssl_protocols try_files upstream uwsgi_pass worker_connections worker_processes'.split(
    ' ',
  ),
)

/** These do nothing without a block, and nginx does not start. */
const HAS_A_BLOCK = /^(?:location|if|limit_except|http|events)$/
/** Blocks whose lines may begin with any word. */
const IS_A_TABLE = /^(?:map|types|geo|split_clients|match)$/

/**
 * Reads a configuration of nginx, whole or in parts. Never throws: what is wrong is in `problems`, and reading
 * goes on behind it.
 */
export function parseNginx(path: string, text: string): NginxDocument {
  const reader = new NginxReader(path, text)
  const isForeignTemplate = FOREIGN_TEMPLATE.test(text)
  const nul = text.indexOf('\0')
  if (nul !== -1) reader.report({ path, start: nul, end: nul + 1 }, 'The file holds a NUL and is not text.')
  else if (!isForeignTemplate) reader.read()
  return { kind: 'nginx', path, text, isForeignTemplate, ...reader.result() }
}

/** A block that is being read, or the file itself. */
interface Level {
  readonly directives: NginxDirective[]
  /** Undefined for the file, and for braces without a name before them. */
  readonly head: readonly NginxWord[] | undefined
}

class NginxReader {
  readonly #path: string
  readonly #text: string
  readonly #tokens: Tokens
  readonly #problems: DocumentProblem[] = []
  readonly #levels: Level[] = [{ directives: [], head: undefined }]
  /** The words of the directive that is being read. */
  #words: NginxWord[] = []

  constructor(path: string, text: string) {
    this.#path = path
    this.#text = text
    this.#tokens = new Tokens(path, text, (at, message) => this.report(at, message))
  }

  result() {
    return {
      directives: this.#levels[0]!.directives,
      problems: this.#problems,
      comments: this.#tokens.comments,
    }
  }

  report(at: Span, message: string): void {
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push({ at, message, severity: 'error' })
  }

  read(): void {
    for (let token = this.#tokens.next(); token; token = this.#tokens.next()) {
      if (token.kind === 'word') this.#take(token)
      else if (token.kind === ';') this.#endDirective(token.span)
      else if (token.kind === '}') this.#close(token.span)
      else if (!this.#open(token.span)) break
    }
    if (this.#words.length > 0) this.#endUnended('the end of the file')
    while (this.#levels.length > 1) {
      const name = this.#levels.at(-1)!.head?.[0]
      if (name) this.#reportOpen(name)
      this.#closeLevel(this.#text.length)
    }
  }

  #take(word: NginxToken & { kind: 'word' }): void {
    const isForgotten =
      word.startsLine && word.quote === 'none' && this.#words.length > 0 && BEGINS_A_DIRECTIVE.has(word.value)
    if (isForgotten) this.#endUnended(word.value)
    this.#words.push({ value: word.value, quote: word.quote, span: word.span })
  }

  #endDirective(end: Span): void {
    if (this.#words.length === 0) this.report(end, 'This ; ends nothing; nginx refuses it.')
    else {
      this.#demandBlock()
      this.#add(undefined, undefined, end.end)
    }
  }

  #demandBlock(): void {
    const [name] = this.#words
    const isLine = IS_A_TABLE.test(this.#levels.at(-1)!.head?.[0]?.value ?? '')
    if (isLine || !HAS_A_BLOCK.test(name!.value)) return
    this.report(name!.span, `${name!.value} has no block; write { before what belongs to it.`)
  }

  /** The directive at hand ends without its `;`. */
  #endUnended(before: string): void {
    const { span } = this.#words.at(-1)!
    this.report(span, `${this.#words[0]!.value} is not ended; write ; before ${before}.`)
    this.#add(undefined, undefined, span.end)
  }

  /** False where reading must stop. */
  #open(brace: Span): boolean {
    const head = this.#words.length > 0 ? this.#words : undefined
    if (!head) this.report(brace, 'This { opens the block of no directive.')
    else if (/_by_lua_block$/.test(head[0]!.value)) return this.#readLua(brace)
    this.#words = []
    if (this.#levels.length > MOST_LEVELS) {
      this.report(brace, `Nested more than ${MOST_LEVELS} levels deep; the rest of the file is not read.`)
      return false
    }
    this.#levels.push({ directives: [], head })
    return true
  }

  #readLua(brace: Span): boolean {
    const end = endOfLua(this.#text, brace.end)
    if (end === this.#text.length) this.#reportOpen(this.#words[0]!)
    const code = {
      value: this.#text.slice(brace.end, end),
      span: { path: this.#path, start: brace.end, end },
    }
    this.#tokens.skipTo(Math.min(this.#text.length, end + 1))
    this.#add(undefined, code, Math.min(this.#text.length, end + 1))
    return true
  }

  #close(brace: Span): void {
    if (this.#words.length > 0) this.#endUnended('}')
    if (this.#levels.length > 1) this.#closeLevel(brace.end)
    else this.report(brace, 'This } closes no block.')
  }

  #reportOpen({ value, span }: NginxWord): void {
    this.report(span, `The block of ${value} is never closed; write } behind it.`)
  }

  #closeLevel(end: number): void {
    const { directives, head } = this.#levels.pop()!
    this.#words = head ? [...head] : []
    if (head) this.#add(directives, undefined, end)
    else this.#levels.at(-1)!.directives.push(...directives)
  }

  #add(block: NginxDirective['block'], code: NginxDirective['code'], end: number): void {
    const [name, ...words] = this.#words
    this.#words = []
    this.#levels.at(-1)!.directives.push({
      name: name!.value,
      nameSpan: name!.span,
      words,
      block,
      code,
      span: { path: this.#path, start: name!.span.start, end },
    })
  }
}
