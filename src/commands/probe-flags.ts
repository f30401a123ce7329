import * as Flags from '@oclif/core/flags'
import { lintFlags } from './lint-flags.ts'
import { colorFlags, placeFlags } from './shared-flags.ts'

const selection = { helpGroup: 'Selection' } as const
const network = { helpGroup: 'Network' } as const
const recording = { helpGroup: 'Recording' } as const
// A list of values must not swallow the URLs behind it.
const list = { multiple: true, multipleNonGreedy: true } as const

/** Every flag of `plimsoll probe`. */
export const probeFlags = {
  environment: Flags.string({
    ...selection,
    aliases: ['env'],
    summary: 'The endpoints and expectations that the policy has for this environment.',
    helpValue: 'NAME',
  }),
  active: Flags.boolean({
    ...selection,
    summary: 'Also ask endpoints marked active, which may change something; send bursts and TRACE.',
  }),
  ...placeFlags,
  rule: lintFlags.rule,
  only: lintFlags.only,
  skip: lintFlags.skip,
  'fail-on': lintFlags['fail-on'],
  'max-warnings': lintFlags['max-warnings'],
  now: lintFlags.now,
  timeout: Flags.string({
    ...network,
    summary: 'How long one try may take with all that belongs to it: 500ms, 30s, 2m. Default: 30s.',
    helpValue: 'DURATION',
  }),
  retries: Flags.integer({
    ...network,
    min: 0,
    max: 10,
    summary:
      'Try again so often where the network fails. What then succeeds is reported as flaky. Default: 0.',
    helpValue: 'N',
  }),
  'wait-for': Flags.string({
    ...network,
    summary: 'Wait so long for endpoints that are not there yet.',
    helpValue: 'DURATION',
  }),
  concurrency: Flags.integer({
    ...network,
    min: 1,
    max: 64,
    summary: 'How many endpoints are asked at once. Default: 4.',
    helpValue: 'N',
  }),
  header: Flags.string({
    ...network,
    ...list,
    char: 'H',
    summary: 'A header for every endpoint. ${VARIABLE} in it comes from the environment and is never shown.',
    helpValue: 'NAME: VALUE',
  }),
  resolve: Flags.string({
    ...network,
    ...list,
    summary: 'Connect to this address in place of what the name leads to.',
    helpValue: 'HOST:PORT:ADDRESS[:PORT]',
  }),
  ca: Flags.string({
    ...network,
    summary: 'Trust the authorities of this PEM file too.',
    helpValue: 'FILE',
  }),
  insecure: Flags.boolean({
    ...network,
    summary: 'Send secrets also where the certificate does not verify. The report says so.',
  }),
  record: Flags.string({
    ...recording,
    summary: 'Also write what was seen to this file. Secrets of requests are not in it.',
    helpValue: 'FILE',
    exclusive: ['replay'],
  }),
  replay: Flags.string({
    ...recording,
    summary: 'Ask nothing; judge what this file recorded.',
    helpValue: 'FILE',
    exclusive: [
      'active',
      'wait-for',
      'retries',
      'header',
      'resolve',
      'ca',
      'insecure',
      'timeout',
      'concurrency',
    ],
  }),
  metrics: Flags.string({
    helpGroup: 'Output',
    summary: "Also write metrics for Prometheus to this file, by blackbox_exporter's names.",
    helpValue: 'FILE',
  }),
  format: lintFlags.format,
  statistics: lintFlags.statistics,
  quiet: lintFlags.quiet,
  verbose: lintFlags.verbose,
  ...colorFlags,
}
