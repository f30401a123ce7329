import * as Args from '@oclif/core/args'
import { Command } from '@oclif/core/command'
import { probeFlags } from './probe-flags.ts'

/** `plimsoll probe`. */
export class Probe extends Command {
  static override readonly summary = 'Ask live endpoints and judge what they answer.'
  static override readonly description =
    'Sends requests to URLs, or to the endpoints that the policy lists for an environment, follows redirects, and ' +
    'judges answers, headers, cookies and certificates. Only reads, unless --active says otherwise. Exit code 4: an ' +
    'endpoint could not be reached, and nothing worse was found.'
  static override readonly examples = [
    { description: 'One site', command: 'plimsoll probe https://example.com' },
    {
      description: 'After a deployment: wait until it is there, then judge',
      command: 'plimsoll probe --environment production --wait-for 2m',
    },
    {
      description: 'Keep what was seen, and judge it again without a network',
      command: 'plimsoll probe https://example.com --record seen.json && plimsoll probe --replay seen.json',
    },
    {
      description: 'A server that the name does not lead to yet',
      command: 'plimsoll probe https://example.com --resolve example.com:443:192.0.2.7',
    },
    {
      description: 'With a token, which no report shows',
      command: "plimsoll probe https://example.com/api --header 'Authorization: Bearer ${TOKEN}'",
    },
  ]
  static override readonly args = {
    urls: Args.string({
      multiple: true,
      ignoreStdin: true,
      description: 'URLs of http or https. Default: the endpoints of the policy.',
    }),
  }
  static override readonly flags = probeFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Probe)
    const { runProbe } = await import('./run-probe.ts')
    const urls = (args.urls as readonly string[] | undefined) ?? []
    process.exitCode = await runProbe(urls, flags, this.config.version)
  }
}
