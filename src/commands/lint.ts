import * as Args from '@oclif/core/args'
import { Command } from '@oclif/core/command'
import { JUDGED_FILES } from './judged-files.ts'
import { lintFlags } from './lint-flags.ts'

/** `plimsoll lint`. */
export class Lint extends Command {
  static override readonly summary = "Judge a deployment's files as one system."
  static override readonly description =
    `Reads ${JUDGED_FILES} together, as one deployment per environment, and judges them by a policy. ` +
    'Nothing that is read is run, and nothing is fetched from the network.'
  static override readonly examples = [
    { description: 'Judge the current folder', command: 'plimsoll lint' },
    { description: 'Only what is deployed to production', command: 'plimsoll lint --env production' },
    {
      description: 'In CI: fail on warnings too, and keep a report for code scanning',
      command: 'plimsoll lint --fail-on warning -f pretty -f sarif=plimsoll.sarif',
    },
    {
      description: 'See what can be mended, then mend it',
      command: 'plimsoll lint --diff && plimsoll lint --fix',
    },
    {
      description: 'From an editor, with the text it has not saved yet',
      command: 'plimsoll lint - --stdin-filename api/Dockerfile -f json < buffer',
    },
  ]
  static override readonly args = {
    paths: Args.string({
      multiple: true,
      ignoreStdin: true,
      description: 'Files and folders to judge. Default: the current folder. - reads standard input.',
    }),
  }
  static override readonly flags = lintFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Lint)
    const { runLint } = await import('./run-lint.ts')
    process.exitCode = await runLint(
      (args.paths as readonly string[] | undefined) ?? [],
      flags,
      this.config.version,
    )
  }
}
