import { Command } from '@oclif/core/command'
import * as Flags from '@oclif/core/flags'
import { colorFlags, placeFlags, readSharedFlags } from './shared-flags.ts'

/** `plimsoll rules`. */
export class Rules extends Command {
  static override readonly summary = 'List the rules, with the severity that the policy gives to each.'
  static override readonly description =
    'Lists the rules of plimsoll, the checks of the shipped policies, and those of your own policy.'
  static override readonly examples = [
    { description: 'What judges this project', command: 'plimsoll rules --enabled' },
    { description: 'What can mend what it finds', command: 'plimsoll rules --fixable' },
    { description: 'A table for documentation', command: 'plimsoll rules -f markdown' },
  ]
  static override readonly flags = {
    category: Flags.option({
      options: [
        'syntax',
        'schema',
        'correctness',
        'security',
        'reliability',
        'performance',
        'style',
      ] as const,
      summary: 'Only rules of this category.',
      helpValue: 'NAME',
      helpGroup: 'Selection',
    })(),
    fixable: Flags.boolean({ summary: 'Only rules that come with a fix.', helpGroup: 'Selection' }),
    enabled: Flags.boolean({
      summary: 'Only rules that the policy turns on, for some file at least.',
      helpGroup: 'Selection',
    }),
    ...placeFlags,
    format: Flags.option({
      char: 'f',
      options: ['pretty', 'json', 'markdown'] as const,
      default: 'pretty' as const,
      summary: 'How to print them.',
      helpGroup: 'Output',
    })(),
    ...colorFlags,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Rules)
    const place = await readSharedFlags(flags)
    const { loadRuleBook } = await import('./rule-book.ts')
    const { chooseRules, ruleListIn } = await import('./rule-list.ts')
    process.stdout.write(ruleListIn(flags.format, await chooseRules(await loadRuleBook(place), flags)))
  }
}
