import * as Args from '@oclif/core/args'
import { Command } from '@oclif/core/command'
import * as Flags from '@oclif/core/flags'
import { colorFlags, placeFlags, readSharedFlags } from './shared-flags.ts'

/** `plimsoll explain`. */
export class Explain extends Command {
  static override readonly summary = 'Explain a rule: why it exists, and what it finds and wants.'
  static override readonly description =
    'The examples are judged as they are printed: what is underlined is what the rule finds in them.'
  static override readonly examples = [
    { description: 'A rule by its id', command: 'plimsoll explain no-syntax-error' },
    { description: 'A rule by the id of the same check in another tool', command: 'plimsoll explain DL3008' },
    { description: 'A page for documentation', command: 'plimsoll explain no-syntax-error -f markdown' },
  ]
  static override readonly args = {
    rule: Args.string({
      required: true,
      ignoreStdin: true,
      description: "A rule's id, or another tool's id of the same check: hadolint:DL3008, DL3008.",
    }),
  }
  static override readonly flags = {
    ...placeFlags,
    format: Flags.option({
      char: 'f',
      options: ['pretty', 'json', 'markdown'] as const,
      default: 'pretty' as const,
      summary: 'How to print it.',
      helpGroup: 'Output',
    })(),
    ...colorFlags,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain)
    const place = await readSharedFlags(flags)
    const { loadRuleBook, rulesNamed } = await import('./rule-book.ts')
    const { describeRule, explanationIn } = await import('./explanation.ts')
    const book = await loadRuleBook(place)
    const rules = await Promise.all(rulesNamed(args.rule, book).map((rule) => describeRule(rule, book)))
    process.stdout.write(explanationIn(flags.format, rules))
  }
}
