import { CLIError, ExitError, ModuleLoadError } from '@oclif/core/errors'
import { hideSecrets } from '../engine/hidden-text.ts'
import { nearest } from '../policies/suggest.ts'
import { UsageError } from '../usage-error.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printBugAdvice, printError } from './notes.ts'

/** Says on standard error why a command ended, and with which exit code the process should. */
export function reportFailure(error: unknown): ExitCode {
  if (error instanceof ExitError) return (error.oclif.exit ?? EXIT.internal) as ExitCode
  const message = usageMessage(error)
  if (message !== undefined) {
    printError(hideSecrets(message))
    return EXIT.usage
  }
  printError(hideSecrets(error instanceof Error ? (error.stack ?? error.message) : String(error)))
  printBugAdvice()
  return EXIT.internal
}

/** What the user can mend; undefined for a mistake of ours. */
function usageMessage(error: unknown): string | undefined {
  if (error instanceof UsageError) return withoutFrame(error.message)
  if (!(error instanceof CLIError) || error instanceof ModuleLoadError) return undefined
  return unknownFlags(error) ?? withoutFrame(error.message)
}

/** What oclif throws for `--formt`. */
interface UnknownFlags {
  readonly flags: readonly string[]
  readonly parse: { readonly input: { readonly flags: object } }
}

function unknownFlags(error: object): string | undefined {
  if (!('flags' in error && 'parse' in error)) return undefined
  const { flags, parse } = error as UnknownFlags
  const known = Object.keys(parse.input.flags).map((name) => `--${name}`)
  const lines = flags.map((written) => {
    const flag = written.replace(/=.*$/s, '')
    const near = flag.startsWith('--') ? nearest(flag, known) : undefined
    return `There is no flag ${flag}.${near === undefined ? ' --help lists them.' : ` Did you mean ${near}?`}`
  })
  return lines.join('\n')
}

/** Takes away what oclif puts around a message. */
function withoutFrame(message: string): string {
  return message
    .replace(/^Parsing (--\S+) \n\t/, '$1: ')
    .replace(/\nSee more help with --help$/, '')
    .trimEnd()
}
