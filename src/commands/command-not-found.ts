import type { Hook } from '@oclif/core/interfaces'

/** What oclif calls for a first word that is no command. */
export const commandNotFound: Hook<'command_not_found'> = async ({ id, argv = [], config }) => {
  const words = id.split(':')
  if (words[0] === 'help') {
    const { helpText } = await import('./help-text.ts')
    process.stdout.write(helpText(config, [...words.slice(1), ...argv]))
    return
  }
  const { unknownCommand } = await import('./unknown-command.ts')
  throw unknownCommand(words, config)
}
