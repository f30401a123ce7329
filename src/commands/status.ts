import { Command } from '@oclif/core/command'
import * as Flags from '@oclif/core/flags'
import { colorFlags, placeFlags, readSharedFlags } from './shared-flags.ts'

const selection = { helpGroup: 'Selection' } as const

/** `plimsoll status`. */
export class Status extends Command {
  static override readonly summary =
    'Compare a running stack with its files: what is healthy, what is missing.'
  static override readonly description =
    'Asks docker compose ps for the containers of the stack, and says of every service where its healthcheck is ' +
    'declared, what the engine says, and what is wrong. Changes nothing. Exit code 0: all that should be healthy ' +
    'is; 1: something is not; 4: docker, its compose plugin or its engine cannot be asked.'
  static override readonly examples = [
    { description: 'The stack of the current folder', command: 'plimsoll status' },
    {
      description: 'A stack of several files',
      command: 'plimsoll status --compose-file a.yaml --compose-file b.yaml',
    },
    {
      description: 'After a deployment, in a script',
      command: 'plimsoll status --environment production -f json',
    },
  ]
  static override readonly flags = {
    'compose-file': Flags.string({
      ...selection,
      multiple: true,
      multipleNonGreedy: true,
      summary:
        'A Compose file of the stack, in the order of merging. Default: the one of the current folder.',
      helpValue: 'FILE',
    }),
    environment: Flags.string({
      ...selection,
      aliases: ['env'],
      summary: 'The stack that is deployed to this environment.',
      helpValue: 'NAME',
    }),
    'project-name': Flags.string({
      ...selection,
      char: 'p',
      summary: 'The name that the stack was started under, as docker compose takes it.',
      helpValue: 'NAME',
    }),
    ...placeFlags,
    format: Flags.option({
      char: 'f',
      options: ['pretty', 'json'] as const,
      default: 'pretty' as const,
      summary: 'How to print it.',
      helpGroup: 'Output',
    })(),
    ...colorFlags,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Status)
    const place = await readSharedFlags(flags)
    const { printStatus } = await import('./print-status.ts')
    process.exitCode = await printStatus(flags, place)
  }
}
