import type { CopyInstruction, FromInstruction } from './document.ts'
import { refuse, type Statement } from './statement.ts'
import { makeWord, splitBlanks } from './words.ts'

/** FROM image [AS name]. */
export function readFrom(statement: Statement): FromInstruction {
  const { line, source, base, start, end } = statement
  const ranges = splitBlanks(line.value, start, end)
  const [image, second, third] = ranges.map((range) => makeWord(line, range.start, range.end, source.escape))
  const asKeyword = second && /^as$/i.test(second.raw) ? { value: second.raw, span: second.span } : undefined
  const name = asKeyword ? third : undefined
  if (ranges.length !== 1 && !(ranges.length === 3 && asKeyword)) {
    refuse(statement, 'FROM takes an image, or an image, AS and a name.')
  } else if (name && !/^[a-z][a-z0-9_.-]*$/i.test(name.raw)) {
    refuse(
      statement,
      'The name of a stage begins with a letter and has letters, digits, "-", "_" and "." only.',
      name.span,
    )
  }
  return { ...base, keyword: 'FROM', image, asKeyword, name }
}

/** COPY and ADD. Heredocs count as sources for the form, but stand in `heredocs` alone. */
export function readCopy(statement: Statement): CopyInstruction {
  const keyword = statement.keyword as CopyInstruction['keyword']
  const { line, source, base, start, end, exec } = statement
  const words =
    exec ??
    (statement.badArray
      ? []
      : splitBlanks(line.value, start, end).map((range) =>
          makeWord(line, range.start, range.end, source.escape),
        ))
  const heredocs = new Set(base.heredocs.map((heredoc) => heredoc.span.start))
  const last = words.at(-1)
  if (words.length < 2 && !statement.badArray) {
    refuse(statement, `${keyword} needs at least one source and a destination.`)
  } else if (last && heredocs.has(last.span.start)) {
    refuse(statement, `A heredoc cannot be the destination of ${keyword}.`, last.span)
  }
  const destination = words.length >= 2 ? last : undefined
  const sources = (destination ? words.slice(0, -1) : words).filter((word) => !heredocs.has(word.span.start))
  return { ...base, keyword, sources, destination }
}
