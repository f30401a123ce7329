import * as Args from '@oclif/core/args'
import { Command } from '@oclif/core/command'
import * as Flags from '@oclif/core/flags'
import { colorFlags, placeFlags, readSharedFlags } from './shared-flags.ts'

const selection = { helpGroup: 'Selection' } as const

/** `plimsoll env`. */
export class Env extends Command {
  static override readonly summary =
    'List the variables of a deployment: who sets them, who gets them, what is missing.'
  static override readonly description =
    'Says of every variable of each environment which files set it, which services get it and what that won over, ' +
    'and where it is used without being set or set without being used. Values are not shown: set, empty, default, ' +
    'unknown (it comes from outside) or missing. Exit code 1: something that is used is not set, or does not reach ' +
    'what uses it; with --compare, the two differ.'
  static override readonly examples = [
    { description: 'Every environment', command: 'plimsoll env' },
    { description: 'What is missing in production', command: 'plimsoll env --environment production --gaps' },
    { description: 'Two environments side by side', command: 'plimsoll env --compare production local' },
    { description: 'A table for a pull request', command: 'plimsoll env --gaps -f markdown' },
  ]
  static override readonly args = {
    path: Args.string({
      ignoreStdin: true,
      description: 'The folder or file to look at. Default: the current folder.',
    }),
  }
  static override readonly flags = {
    environment: Flags.string({
      ...selection,
      aliases: ['env'],
      summary: 'Only this environment: production, staging, local, or one of the policy.',
      helpValue: 'NAME',
      exclusive: ['compare'],
    }),
    compare: Flags.string({
      ...selection,
      multiple: true,
      summary: 'Hold two environments side by side.',
      helpValue: 'NAME NAME',
    }),
    gaps: Flags.boolean({
      ...selection,
      summary: 'Only variables of which something is missing or differs.',
    }),
    'compose-file': Flags.string({
      ...selection,
      multiple: true,
      multipleNonGreedy: true,
      summary: 'A Compose file of the stack, in the order of merging. They are then the only stack.',
      helpValue: 'FILE',
    }),
    ...placeFlags,
    values: Flags.boolean({
      summary: 'Show switches, numbers and plain addresses, too. What may be a secret is never shown.',
      helpGroup: 'Output',
    }),
    format: Flags.option({
      char: 'f',
      options: ['text', 'json', 'markdown'] as const,
      default: 'text' as const,
      summary: 'How to print it.',
      helpGroup: 'Output',
    })(),
    color: colorFlags.color,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Env)
    const place = await readSharedFlags(flags)
    const { printEnv } = await import('./print-env.ts')
    process.exitCode = await printEnv(args.path, flags, place)
  }
}
