import { terminalText } from '../reporters/visible-text.ts'
import { colorsFor } from './terminal.ts'

// Everything that is no report goes to standard error, and nothing in it acts on the terminal.

/** Prints something worth knowing; it may have several lines. */
export function printNote(message: string): void {
  process.stderr.write(`${shown(message)}\n`)
}

/** Prints why a run cannot go on. */
export function printError(message: string): void {
  process.stderr.write(`${colorsFor(process.stderr).red('error:')} ${shown(message)}\n`)
}

/** Says how to report that something failed by a mistake in plimsoll. */
export function printBugAdvice(): void {
  printNote(
    'This is a mistake in plimsoll, not in your files. Please report it with the lines above and the output of\n' +
      '`plimsoll --version`. The smallest file that leads to it helps most.',
  )
}

function shown(message: string): string {
  return message.split('\n').map(terminalText).join('\n')
}
