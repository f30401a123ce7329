import * as Args from '@oclif/core/args'
import { Command } from '@oclif/core/command'
import { verifyFlags } from './verify-flags.ts'

/** `plimsoll verify`. */
export class Verify extends Command {
  static override readonly summary = 'Hold what the files say against what is live.'
  static override readonly description =
    'Reads the files of an environment, derives what visitors of its hosts must see (headers and answers of nginx, ' +
    'redirects, cookies, CORS, health, closed ports), asks the hosts that the policy or --host names, and judges files ' +
    'and answers together. Each fact is in a table with its line and what was seen. Exit codes as of probe.'
  static override readonly examples = [
    { description: 'After a deployment', command: 'plimsoll verify --environment production --wait-for 2m' },
    {
      description: 'A server that the names do not lead to yet',
      command: 'plimsoll verify --environment production --resolve example.com:443:192.0.2.7',
    },
    {
      description: 'Keep what was seen, and judge changed files by it without a network',
      command:
        'plimsoll verify --environment production --record seen.json && plimsoll verify --environment production --replay seen.json',
    },
  ]
  static override readonly args = {
    path: Args.string({ ignoreStdin: true, description: 'The project. Default: the current folder.' }),
  }
  static override readonly flags = verifyFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Verify)
    const { runVerify } = await import('./run-verify.ts')
    process.exitCode = await runVerify(args.path, flags, this.config.version)
  }
}
