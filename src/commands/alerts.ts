import { Command } from '@oclif/core/command'
import * as Flags from '@oclif/core/flags'
import { colorFlags, placeFlags, readSharedFlags } from './shared-flags.ts'

/** `plimsoll alerts`. */
export class Alerts extends Command {
  static override readonly summary = "Print alerting rules of Prometheus for the policy's endpoints."
  static override readonly description =
    'Makes rules over the metrics that probe and verify write with --metrics: an endpoint is down, its status is not ' +
    'as expected, it is slower than within, a certificate holds for less than tlsDays (21 where the policy is silent, ' +
    'and 7), there are findings that are errors. Each rule names its line in the policy. Asks nothing.'
  static override readonly examples = [
    {
      description: 'Rules for production',
      command: 'plimsoll alerts --environment production > plimsoll-alerts.yaml',
    },
    {
      description: 'Where probes run every half hour, two that fail',
      command: 'plimsoll alerts --for 45m > plimsoll-alerts.yaml',
    },
  ]
  static override readonly flags = {
    environment: Flags.string({
      helpGroup: 'Selection',
      aliases: ['env'],
      summary: 'Only the endpoints of this environment. Default: every environment that has some.',
      helpValue: 'NAME',
    }),
    ...placeFlags,
    for: Flags.string({
      helpGroup: 'Output',
      default: '5m',
      summary: 'How long something must hold before it is told: 30s, 5m, 1h.',
      helpValue: 'DURATION',
    }),
    color: colorFlags.color,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Alerts)
    const place = await readSharedFlags(flags)
    const { printAlerts } = await import('./print-alerts.ts')
    await printAlerts(flags, place)
  }
}
