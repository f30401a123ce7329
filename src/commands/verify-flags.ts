import * as Flags from '@oclif/core/flags'
import { probeFlags } from './probe-flags.ts'

/** Every flag of `plimsoll verify`. */
export const verifyFlags = {
  ...probeFlags,
  environment: Flags.string({
    helpGroup: 'Selection',
    aliases: ['env'],
    required: true,
    summary: 'The environment whose files are live.',
    helpValue: 'NAME',
  }),
  host: Flags.string({
    helpGroup: 'Selection',
    multiple: true,
    multipleNonGreedy: true,
    summary: 'Ask this host too. Names that only scanned files hold are never asked.',
    helpValue: 'HOST',
  }),
}
