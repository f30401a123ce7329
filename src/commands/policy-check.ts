import * as Args from '@oclif/core/args'
import { Command } from '@oclif/core/command'
import { colorFlags, placeFlags, readSharedFlags } from './shared-flags.ts'

/** `plimsoll policy check`. */
export class PolicyCheck extends Command {
  static override readonly summary = 'Check that policy files are written as they must be.'
  static override readonly description =
    'Checks keys, values, names of rules, and the syntax and types of expressions, in a policy and all it extends. ' +
    'A mistake is reported at its line and column and gives exit code 2.'
  static override readonly examples = [
    { description: 'The policy of the current folder', command: 'plimsoll policy check' },
    {
      description: 'Policies that other projects extend',
      command: 'plimsoll policy check policies/team.yaml',
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
    const { args, flags } = await this.parse(PolicyCheck)
    const { cwd } = await readSharedFlags(flags)
    const { checkPolicies } = await import('./own-policies.ts')
    process.exitCode = await checkPolicies(cwd, args.files as readonly string[] | undefined)
  }
}
