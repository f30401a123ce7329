import { existsSync } from 'node:fs'
import type { Config } from '@oclif/core/interfaces'
import { nearest } from '../policies/suggest.ts'
import { UsageError } from '../usage-error.ts'

/** What to say of words that name no command. */
export function unknownCommand(
  words: readonly string[],
  { commandIDs }: Pick<Config, 'commandIDs'>,
): UsageError {
  const typed = words.join(' ')
  const [first = ''] = words
  if (first.startsWith('-'))
    return new UsageError(`The command comes before its flags: plimsoll lint ${typed}. --help lists them.`)
  const near = nearCommand(words, commandIDs)
  if (near !== undefined)
    return new UsageError(`There is no command "${typed}". Did you mean "plimsoll ${near}"?`)
  if (existsSync(first))
    return new UsageError(`There is no command "${first}". To judge it: plimsoll lint ${typed}`)
  return new UsageError(`There is no command "${typed}". plimsoll --help lists them.`)
}

/** Words behind the command may be its arguments. */
function nearCommand(words: readonly string[], ids: readonly string[]): string | undefined {
  for (let length = words.length; length > 0; length--) {
    const candidates = ids
      .map((id) => id.replaceAll(':', ' '))
      .filter((id) => id.split(' ').length === length)
    const near = nearest(words.slice(0, length).join(' '), candidates)
    if (near !== undefined) return near
  }
  return undefined
}
