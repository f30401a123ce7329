import { readCommand, readHealthcheck, readShell } from './commands.ts'
import type { Instruction, OnbuildInstruction, Word, WordsInstruction } from './document.ts'
import { readCopy, readFrom } from './files.ts'
import { checkFlags } from './flags.ts'
import { readPairs } from './pairs.ts'
import type { ReadLine, Source } from './source.ts'
import { type Reader, readStatement, refuse, type Statement } from './statement.ts'
import { makePlainWord, makeWord, splitBlanks } from './words.ts'

const READERS: Readonly<Record<string, Reader>> = {
  FROM: readFrom,
  RUN: readCommand,
  CMD: readCommand,
  ENTRYPOINT: readCommand,
  SHELL: readShell,
  COPY: readCopy,
  ADD: readCopy,
  ENV: readPairs,
  LABEL: readPairs,
  ARG: readPairs,
  HEALTHCHECK: readHealthcheck,
  USER: readOneWord,
  WORKDIR: readOneWord,
  STOPSIGNAL: readOneWord,
  MAINTAINER: readOneWord,
  EXPOSE: readWords,
  VOLUME: readWords,
}

/** Reads the instruction of a joined line; its heredoc bodies are taken from the source. */
export function readInstruction(source: Source, read: ReadLine): Instruction {
  const statement = readStatement(source, read, 0, false)
  return statement.keyword === 'ONBUILD' ? readOnbuild(statement, read) : readStated(statement)
}

function readStated(statement: Statement): Instruction {
  const { source, keyword, base } = statement
  const reader = Object.hasOwn(READERS, keyword) ? READERS[keyword] : undefined
  if (reader === undefined) return readUnknown(statement)
  const instruction = reader(statement)
  // HEALTHCHECK NONE: BuildKit does not look at the options.
  const ignoresFlags = instruction.keyword === 'HEALTHCHECK' && instruction.none
  if (!ignoresFlags) checkFlags(source, keyword, base.flags, base.onbuild)
  return instruction
}

function readOnbuild(statement: Statement, read: ReadLine): OnbuildInstruction {
  const { source, base, start, end } = statement
  checkFlags(source, 'ONBUILD', base.flags, false)
  if (start >= end) {
    refuse(statement, 'ONBUILD needs an instruction.')
    return { ...base, keyword: 'ONBUILD', instruction: undefined }
  }
  const inner = readStatement(source, read, start, true)
  const { keyword } = inner
  if (keyword === 'ONBUILD' || keyword === 'FROM' || keyword === 'MAINTAINER') {
    source.refuse(inner.base.keywordSpan, `ONBUILD cannot hold ${keyword}.`)
  }
  // A row of ONBUILDs is refused anyway; not to follow it keeps a hostile file from exhausting the stack.
  const instruction = keyword === 'ONBUILD' ? undefined : readStated(inner)
  const span = { ...base.span, end: Math.max(base.span.end, inner.base.span.end) }
  return { ...base, span, heredocs: inner.base.heredocs, keyword: 'ONBUILD', instruction }
}

/** USER, WORKDIR, STOPSIGNAL, MAINTAINER: all the text is one argument, blanks included. */
function readOneWord(statement: Statement): WordsInstruction {
  const keyword = statement.keyword as WordsInstruction['keyword']
  const { line, source, base, start, end } = statement
  let words: Word[] = []
  if (start >= end) refuse(statement, `${keyword} needs an argument.`)
  // BuildKit resolves neither quotes nor variables in MAINTAINER.
  else if (keyword === 'MAINTAINER') words = [makePlainWord(line, start, end)]
  else words = [makeWord(line, start, end, source.escape)]
  return { ...base, keyword, words }
}

/** EXPOSE and VOLUME, of which VOLUME knows the array form. */
function readWords(statement: Statement): WordsInstruction {
  const keyword = statement.keyword as WordsInstruction['keyword']
  const { base, exec } = statement
  const words = exec ?? (statement.badArray ? [] : blankWords(statement))
  if (words.length === 0 && !statement.badArray) refuse(statement, `${keyword} needs at least one argument.`)
  for (const word of keyword === 'VOLUME' ? words : []) {
    if (word.value.trim() === '') refuse(statement, 'A volume cannot be empty.', word.span)
  }
  return { ...base, keyword, words }
}

function readUnknown(statement: Statement): WordsInstruction {
  const { base, keyword } = statement
  const name = keyword.length <= 60 ? keyword : `${keyword.slice(0, 60)}…`
  refuse(statement, `There is no instruction ${JSON.stringify(name)}.`)
  return { ...base, keyword: 'UNKNOWN', words: blankWords(statement) }
}

function blankWords({ line, source, start, end }: Statement): Word[] {
  return splitBlanks(line.value, start, end).map((range) =>
    makeWord(line, range.start, range.end, source.escape),
  )
}
