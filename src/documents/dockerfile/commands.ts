import { type Located, TracedText } from '../../span.ts'
import { isSpace, skipSpace } from './characters.ts'
import type { CommandInstruction, CommandLine, HealthcheckInstruction, ShellInstruction } from './document.ts'
import { readExecForm } from './exec-form.ts'
import { refuse, reportBadArray, type Statement } from './statement.ts'
import { splitBlanks } from './words.ts'

/** RUN, CMD, ENTRYPOINT. CMD and ENTRYPOINT may be empty: that takes back an inherited one. */
export function readCommand(statement: Statement): CommandInstruction {
  const keyword = statement.keyword as CommandInstruction['keyword']
  const { base, source } = statement
  const command = commandLine(statement)
  if (keyword === 'RUN' && command === undefined && !statement.badArray) {
    source.report(base.keywordSpan, 'RUN has no command.', 'warning')
  }
  return { ...base, keyword, command, interpreter: interpreterOf(statement) }
}

function commandLine(statement: Statement): CommandLine | undefined {
  const { line, source, base, start, end, exec, heredocEnd } = statement
  const span = base.argumentsSpan
  if (exec) return { form: 'exec', words: exec, span }
  if (start >= end || statement.badArray) return undefined
  if (heredocEnd === undefined) return { form: 'shell', script: line.traced(start, end), span }
  const only = onlyHeredoc(statement)
  if (only) return { form: 'shell', script: only.body, span }
  // BuildKit puts line and bodies together again and leaves the heredocs to the shell.
  const rest = source.span(span.end, Math.max(span.end, heredocEnd))
  const bodies = TracedText.verbatim(source.text.slice(rest.start, rest.end), rest)
  const script = TracedText.concat([line.traced(start, end), bodies], { ...span, end: rest.end })
  return { form: 'shell', script, span }
}

/** The heredoc that is all there is of the arguments. */
function onlyHeredoc({ base }: Statement) {
  const [first] = base.heredocs
  const alone = first?.span.start === base.argumentsSpan.start && first.span.end === base.argumentsSpan.end
  return alone ? first : undefined
}

function interpreterOf(statement: Statement): Located<string> | undefined {
  const { base, line, start, end } = statement
  const first = base.heredocs[0]
  if (first === undefined || first.span.start !== base.argumentsSpan.start) return undefined
  const only = onlyHeredoc(statement)
  if (only) return shebangOf(only.body)
  const word = splitBlanks(line.value, start, end)[1]
  if (word === undefined) return undefined
  const program = line.value.slice(word.start, word.end)
  if (!/^[\w./+-]+$/.test(program)) return undefined
  return { value: baseName(program), span: line.span(word.start, word.end) }
}

/** The program that `#!` names: `/usr/bin/python3 -u` and `/usr/bin/env -S python3` are `python3`. */
function shebangOf(body: TracedText): Located<string> | undefined {
  if (!body.value.startsWith('#!')) return undefined
  const feed = body.value.indexOf('\n')
  const words = splitBlanks(body.value, 2, feed === -1 ? body.value.length : feed)
  const named = words.map((word) => ({ ...word, program: baseName(body.value.slice(word.start, word.end)) }))
  const isEnv = named[0]?.program === 'env'
  const found = isEnv ? named.slice(1).find(({ program }) => !/^-|=/.test(program)) : named[0]
  return found && { value: found.program, span: body.spanOf(found.start, found.end) }
}

function baseName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1)
}

/** SHELL takes the exec form alone. */
export function readShell(statement: Statement): ShellInstruction {
  const { base, exec } = statement
  if (!statement.badArray) {
    if (exec === undefined && statement.start < statement.end) {
      refuse(
        statement,
        'SHELL needs an array of strings: SHELL ["executable", "parameter"].',
        base.argumentsSpan,
      )
    } else if (exec === undefined || exec.length === 0)
      refuse(statement, 'SHELL needs at least one argument.')
  }
  return { ...base, keyword: 'SHELL', words: exec ?? [] }
}

/** HEALTHCHECK NONE, or HEALTHCHECK [options] CMD command. */
export function readHealthcheck(statement: Statement): HealthcheckInstruction {
  const { line, base, source, start, end } = statement
  let typeEnd = start
  while (typeEnd < end && !isSpace(line.value.charCodeAt(typeEnd))) typeEnd += 1
  const type = line.value.slice(start, typeEnd).toUpperCase()
  const from = skipSpace(line.value, typeEnd, end)
  const typeSpan = line.span(start, typeEnd)
  const none = type === 'NONE'
  let command: CommandLine | undefined
  if (type === '') refuse(statement, 'HEALTHCHECK needs NONE, or CMD and a command.')
  else if (none && from < end) refuse(statement, 'HEALTHCHECK NONE takes no arguments.', line.span(from, end))
  else if (!none && type !== 'CMD') refuse(statement, 'HEALTHCHECK knows only NONE and CMD.', typeSpan)
  else if (!none) {
    const exec = readExecForm(line, from, end)
    const span = line.span(from, end)
    if (exec === 'not-strings') reportBadArray(source, span)
    else if (from >= end || exec?.length === 0) refuse(statement, 'HEALTHCHECK CMD has no command.', typeSpan)
    else if (exec) command = { form: 'exec', words: exec, span }
    else command = { form: 'shell', script: line.traced(from, end), span }
  }
  if (!none) checkOptions(statement)
  return { ...base, keyword: 'HEALTHCHECK', none, command }
}

/** Go's `time.ParseDuration`; no two parts of it match the same text, so that it does not backtrack. */
const DURATION = /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/
const MILLISECONDS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
}

/** Milliseconds of a Go duration, undefined where it is none. */
function milliseconds(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined
  let sum = 0
  for (const [, amount, unit] of text.matchAll(/([\d.]+)([a-zµμ]+)/g)) {
    sum += Number(amount) * (MILLISECONDS[unit ?? ''] ?? 0)
  }
  return text.startsWith('-') ? -sum : sum
}

function checkOptions(statement: Statement): void {
  for (const { name, value } of statement.base.flags) {
    if (value === undefined || value.value === '') continue
    if (name === 'retries') {
      if (
        !/^[-+]?\d{1,10}$/.test(value.value) ||
        Number(value.value) < 0 ||
        Number(value.value) > 2 ** 31 - 1
      ) {
        refuse(statement, '--retries is a whole number, 0 or more.', value.span)
      }
    } else if (/^(?:interval|timeout|start-period|start-interval)$/.test(name)) {
      const length = milliseconds(value.value)
      if (length === undefined) {
        refuse(statement, `--${name} is a duration, such as 30s or 1m30s.`, value.span)
      } else if (length !== 0 && length < 1) {
        refuse(statement, `--${name} is at least 1ms, or 0 for the default.`, value.span)
      }
    }
  }
}
