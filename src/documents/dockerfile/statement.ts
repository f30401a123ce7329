import type { Span } from '../../span.ts'
import { isBlank, skipSpace, trimSpace } from './characters.ts'
import type { Heredoc, Instruction, Word, WordsInstruction } from './document.ts'
import { readExecForm } from './exec-form.ts'
import { takeFlags } from './flags.ts'
import { takeHeredocs } from './heredoc.ts'
import type { LogicalLine } from './logical-line.ts'
import type { ReadLine, Source } from './source.ts'

/** What all instructions have, but the keyword, which decides the rest. */
type Base = Omit<WordsInstruction, 'keyword' | 'words'>

/** An instruction, cut into keyword, flags, arguments and heredocs, before its arguments are read. */
export interface Statement {
  readonly source: Source
  readonly line: LogicalLine
  /** Upper case. */
  readonly keyword: string
  readonly base: Base
  /** Where the arguments stand in the line, without white space around them. */
  readonly start: number
  readonly end: number
  /** The arguments as an exec form, where the instruction may have one. */
  readonly exec: readonly Word[] | undefined
  /** They are an array, but not one of strings; the problem is reported. */
  readonly badArray: boolean
  /** Offset after the last end mark of a heredoc. */
  readonly heredocEnd: number | undefined
}

const WITH_EXEC_FORM = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'COPY', 'ADD', 'VOLUME'])
const WITH_HEREDOCS = new Set(['RUN', 'COPY', 'ADD'])

/** Cuts the part of a line from `from` on; heredoc bodies are taken from the source. */
export function readStatement(source: Source, read: ReadLine, from: number, onbuild: boolean): Statement {
  const { line } = read
  const keywordStart = skipSpace(line.value, from, line.value.length)
  const end = trimSpace(line.value, keywordStart, line.value.length)
  let keywordEnd = keywordStart
  while (keywordEnd < end && !isBlank(line.value.charCodeAt(keywordEnd))) keywordEnd += 1
  const keyword = line.value.slice(keywordStart, keywordEnd).toUpperCase()
  const { flags, next } = takeFlags(line, keywordEnd, end)
  // Where nothing follows, the arguments are an empty place right after keyword and flags.
  const start = next >= end ? trimSpace(line.value, keywordEnd, end) : next
  const argumentsSpan = line.span(start, end)

  const exec = WITH_EXEC_FORM.has(keyword) ? readExecForm(line, start, end) : undefined
  if (exec === 'not-strings') reportBadArray(source, argumentsSpan)
  let heredocs: readonly Heredoc[] = []
  let heredocEnd: number | undefined
  if (exec === undefined && WITH_HEREDOCS.has(keyword)) {
    const taken = takeHeredocs(source, line)
    heredocs = taken.heredocs
    heredocEnd = taken.end
  }
  const written = line.span(keywordStart, end)
  const base: Base = {
    keywordSpan: line.span(keywordStart, keywordEnd),
    span: { ...written, end: heredocEnd ?? written.end },
    argumentsSpan,
    flags,
    heredocs,
    above: read.above,
    emptyContinuations: read.emptyContinuations,
    onbuild,
  }
  const badArray = exec === 'not-strings'
  return { source, line, keyword, base, start, end, exec: badArray ? undefined : exec, badArray, heredocEnd }
}

/** The array form holds something else than strings, which BuildKit's parser refuses. */
export function reportBadArray(source: Source, at: Span): void {
  source.report(at, 'The array form holds strings only.')
}

/** Reports arguments that BuildKit refuses. What ONBUILD wraps is judged only by a later build: a warning. */
export function refuse(statement: Statement, message: string, at: Span = statement.base.keywordSpan): void {
  statement.source.refuse(at, message, statement.base.onbuild ? 'warning' : 'error')
}

/** Reads an instruction out of a statement. */
export type Reader = (statement: Statement) => Instruction
