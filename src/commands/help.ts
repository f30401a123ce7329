import { HelpBase } from '@oclif/core/help'

/** What oclif asks for help: `plimsoll`, `plimsoll --help`, `plimsoll policy` and `plimsoll lint --help`. */
export class Help extends HelpBase {
  override async showHelp(argv: readonly string[]): Promise<void> {
    const { helpText } = await import('./help-text.ts')
    process.stdout.write(helpText(this.config, argv))
  }

  override async showCommandHelp(command: { readonly id: string }): Promise<void> {
    await this.showHelp(command.id.split(':'))
  }
}
