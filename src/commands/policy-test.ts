import * as Args from '@oclif/core/args'
import { Command } from '@oclif/core/command'
import { colorFlags, placeFlags, readSharedFlags } from './shared-flags.ts'

/** `plimsoll policy test`. */
export class PolicyTest extends Command {
  static override readonly summary = 'Run the examples of the checks in policy files.'
  static override readonly description =
    'Every check has examples: small projects, bad and good. A bad one must give findings exactly where its marks ' +
    'stand, a good one none.'
  static override readonly examples = [
    { description: 'The checks of the project', command: 'plimsoll policy test' },
    {
      description: 'The checks of a policy that other projects extend',
      command: 'plimsoll policy test policies/team.yaml',
    },
  ]
  static override readonly args = {
    files: Args.string({
      multiple: true,
      ignoreStdin: true,
      description: "Policy files. Default: the project's policy.",
    }),
  }
  static override readonly flags = { cwd: placeFlags.cwd, ...colorFlags }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyTest)
    const { cwd } = await readSharedFlags(flags)
    const { testPolicies } = await import('./own-policies.ts')
    process.exitCode = await testPolicies(cwd, args.files as readonly string[] | undefined)
  }
}
