import { programOf } from '../../documents/shell/parse.ts'
import type { ShellWord } from '../../documents/shell/script.ts'
import { flowingReferences } from '../../documents/workflow/expressions.ts'
import type { Span } from '../../span.ts'
import type { Command } from '../command.ts'
import { type PlacedExpression, type Step, variableOf } from './workflow.ts'

/** A secret in the text of a script: its name in the forge, and where it stands. */
export interface SecretInRun {
  readonly name: string
  readonly at: Span
}

/** The secrets that expressions write into the script of a step before a shell reads it. */
export function expandedSecrets({ run }: Step): SecretInRun[] {
  return (run?.expressions ?? []).flatMap((expression) =>
    secretsIn(expression).map((name) => ({ name, at: expression.span })),
  )
}

function secretsIn({ root }: PlacedExpression): string[] {
  return [...flowingReferences(root)]
    .map(({ reference }) => reference.path)
    .filter(([context]) => context === 'secrets')
    .map((path) => path[1] ?? 'every secret')
}

/** Programs that print what they are given, or what comes to them, changed or not. */
const PRINTERS = new Set(['echo', 'printf'])
const FILTERS = new Set([
  'base64',
  'base32',
  'cat',
  'rev',
  'tr',
  'sed',
  'awk',
  'xxd',
  'od',
  'hexdump',
  'cut',
  'fold',
  'head',
  'tail',
  'tee',
])

/** Where a step prints a secret into the log, which hides only the exact value. */
export function printedSecrets(step: Step): SecretInRun[] {
  return step.commands.flatMap((command, index) => {
    if (!PRINTERS.has(programOf(command)) || command.nested || !reachesLog(command, step.commands, index))
      return []
    return command.words.flatMap((word) => {
      const name = isMask(word) ? undefined : secretIn(word, step)
      return name === undefined ? [] : [{ name, at: word.span }]
    })
  })
}

function isMask({ value }: ShellWord): boolean {
  return /^::(?:add-mask|debug)::/.test(value)
}

/** The output of a pipe's last command goes to the log, unless it goes into a file. */
function reachesLog(command: Command, all: readonly Command[], index: number): boolean {
  const rest = all.slice(index, index + command.pipe.length - command.pipe.index)
  return (
    rest.every(({ redirects }) => !redirects.some(({ operator }) => operator.includes('>'))) &&
    rest
      .slice(1)
      .every(
        (each) => !each.nested && FILTERS.has(programOf(each)) && !/^>/.test(each.words.at(-1)?.value ?? ''),
      )
  )
}

function secretIn(word: ShellWord, step: Step): string | undefined {
  const inside = step.run?.expressions.find(
    ({ span }) => span.start >= word.span.start && span.end <= word.span.end,
  )
  const direct = inside && secretsIn(inside)[0]
  if (direct !== undefined) return direct
  for (const [, name = ''] of word.value.matchAll(/\$\{(\w+)\}/g)) {
    const variable = variableOf(step, name)
    if (variable && !isMostlyText(variable.written) && /\$\{\{\s*secrets\./i.test(variable.written))
      return name
  }
  return undefined
}

/** A URL or a sentence around a secret may be printed for other reasons, and is still a secret; a test of one is not. */
function isMostlyText(written: string): boolean {
  return !/\$\{\{/.test(written) || /\$\{\{[^}]*(?:==|!=)[^}]*\}\}/.test(written)
}
