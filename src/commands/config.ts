import * as Args from '@oclif/core/args'
import { Command } from '@oclif/core/command'
import * as Flags from '@oclif/core/flags'
import { colorFlags, placeFlags, readSharedFlags } from './shared-flags.ts'

/** `plimsoll config`. */
export class Config extends Command {
  static override readonly summary = 'Show the policy in effect, and where each setting comes from.'
  static override readonly description =
    'Without a file: what holds where no override matches. With one: what holds for that file.'
  static override readonly examples = [
    { description: 'The policy of the current folder', command: 'plimsoll config' },
    { description: 'What holds for one file', command: 'plimsoll config api/Dockerfile' },
    {
      description: 'The JSON Schema of policy files, for an editor',
      command: 'plimsoll config --schema > policy.schema.json',
    },
  ]
  static override readonly args = {
    file: Args.string({ ignoreStdin: true, description: 'The file to show the policy for.' }),
  }
  static override readonly flags = {
    env: Flags.string({
      summary: 'Show what holds in this environment.',
      helpValue: 'NAME',
      helpGroup: 'Selection',
    }),
    ...placeFlags,
    schema: Flags.boolean({
      summary: 'Print the JSON Schema of policy files, and nothing else.',
      helpGroup: 'Output',
      exclusive: ['env', 'config', 'no-config', 'format'],
    }),
    format: Flags.option({
      char: 'f',
      options: ['pretty', 'json'] as const,
      summary: 'How to print it. Default: pretty.',
      helpGroup: 'Output',
    })(),
    ...colorFlags,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Config)
    const place = await readSharedFlags(flags)
    const { policyIn, readEffectivePolicy, readPolicySchema } = await import('./effective-policy.ts')
    process.stdout.write(
      flags.schema
        ? await readPolicySchema()
        : policyIn(flags.format ?? 'pretty', await readEffectivePolicy(place, args.file, flags.env)),
    )
  }
}
