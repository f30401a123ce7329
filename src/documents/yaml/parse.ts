import { Composer, type Document, Lexer, Parser, Schema, type YAMLError } from 'yaml'
import type { Comment, Span } from '../../span.ts'
import type { DocumentProblem } from '../document.ts'
import { TreeConstruction } from './construct.ts'
import type { YamlDocument, YamlRoot } from './node.ts'
import { describeError } from './problems.ts'

export { toPlain } from './plain.ts'

/** Deeper nesting is no configuration but an attack on the stack. */
export const MOST_LEVELS = 200

/** After so many problems the file is not what it is said to be; the rest are left out. */
const MOST_PROBLEMS = 200

// Only strings: values are made by `ScalarNode`, so that a tag nobody knows changes nothing.
const SCHEMA = new Schema({ schema: 'failsafe', resolveKnownTags: false })

/**
 * Reads a YAML stream (1.2, core schema; JSON is a part of it) into a tree with spans. Never throws: what is
 * wrong is in `problems`, and the tree holds what could be read. Offsets are UTF-16 units of `text`.
 * A file with a NUL in it is binary and has no roots.
 */
export function parseYaml(path: string, text: string): YamlDocument {
  const problems: DocumentProblem[] = []
  const comments: Comment[] = []
  const roots: YamlRoot[] = []
  const report = (problem: DocumentProblem) => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem)
  }
  if (!reportUnreadable(path, text, report)) {
    // The `yaml` package makes an Error of every problem; stack traces would take most of the time of a broken file.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    try {
      readStream(path, text, { roots, comments, report })
    } finally {
      Error.stackTraceLimit = stackTraceLimit
    }
  }
  return { kind: 'yaml', path, text, roots, comments, problems }
}

interface Found {
  readonly roots: YamlRoot[]
  readonly comments: Comment[]
  readonly report: (problem: DocumentProblem) => void
}

function readStream(path: string, text: string, { roots, comments, report }: Found): void {
  const construction = new TreeConstruction(path, text, report)
  const take = (document: Document, isCut: boolean) => {
    // What lies open where reading stopped is no fault of the file.
    if (!isCut) for (const error of document.errors) report(problemOf(error, path, text))
    const span = spanWithin(path, text, document.range?.[0] ?? 0, document.range?.[2] ?? text.length)
    roots.push({ root: construction.document(document.contents), span })
  }
  const parser = new Parser()
  const composer = new Composer({
    schema: SCHEMA,
    keepSourceTokens: true,
    logLevel: 'silent',
    prettyErrors: false,
    uniqueKeys: false,
  })
  let isCut = false
  let isContent = false
  for (const lexeme of new Lexer().lex(text)) {
    if (!isContent && lexeme[0] === '#') comments.push(commentAt(path, text, parser.offset, lexeme))
    for (const token of parser.next(lexeme)) {
      for (const document of composer.next(token)) take(document, false)
    }
    // The lexer puts this mark before every scalar without quotes, which then may well begin with `#`.
    isContent = !isContent && lexeme === '\x1f'
    // The stack holds the document, the open collections and perhaps a scalar.
    if (parser.stack.length > MOST_LEVELS + 1 && 'items' in parser.stack.at(-1)!) {
      const at = spanWithin(path, text, parser.offset - 1, parser.offset)
      const message = `Nested more than ${MOST_LEVELS} levels deep; the rest of the file is not read`
      report({ at, severity: 'error', message })
      isCut = true
      break
    }
  }
  for (const token of parser.end()) {
    for (const document of composer.next(token)) take(document, false)
  }
  const { errors } = composer.streamInfo()
  for (const document of composer.end()) take(document, isCut)
  // Errors before any document, such as a wrong directive in an otherwise empty file.
  if (roots.length === 0) for (const error of errors) report(problemOf(error, path, text))
}

/** Characters that YAML allows nowhere (1.2.2, section 5.1). True where the file is binary. */
function reportUnreadable(path: string, text: string, report: (problem: DocumentProblem) => void): boolean {
  const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x80-\x84\x86-\x9f\ufffe\uffff]/.exec(text)
  if (forbidden) {
    const at = spanWithin(path, text, forbidden.index, forbidden.index + 1)
    if (text.includes('\0')) {
      const nul = text.indexOf('\0')
      const message = 'The file holds a NUL and is not text'
      report({ at: spanWithin(path, text, nul, nul + 1), severity: 'error', message })
      return true
    }
    const code = forbidden[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    report({ at, severity: 'error', message: `The control character U+${code} is not allowed in YAML` })
  }
  if (!(text as string & { isWellFormed(): boolean }).isWellFormed()) {
    const index = text.search(/\p{Surrogate}/u)
    const message = 'Half of a surrogate pair stands here; the file is not valid Unicode'
    report({ at: spanWithin(path, text, index, index + 1), severity: 'error', message })
  }
  return false
}

function commentAt(path: string, text: string, start: number, lexeme: string): Comment {
  const source = lexeme.endsWith('\r') ? lexeme.slice(0, -1) : lexeme
  let before = start - 1
  while (text[before] === ' ' || text[before] === '\t' || text[before] === '\ufeff') before -= 1
  return {
    span: { path, start, end: start + source.length },
    text: source.slice(1).trim(),
    ownLine: before < 0 || text[before] === '\n',
  }
}

function problemOf(error: YAMLError, path: string, text: string): DocumentProblem {
  const at = spanWithin(path, text, error.pos[0], error.pos[1])
  return { at, severity: 'error', message: describeError(error) }
}

function spanWithin(path: string, text: string, start: number, end: number): Span {
  const from = Math.max(0, Math.min(start, text.length))
  return { path, start: from, end: Math.max(from, Math.min(end, text.length)) }
}
