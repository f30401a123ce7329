import { run } from '@oclif/core/run'
import { settings } from '@oclif/core/settings'

/**
 * Runs the command line and sets the exit code of the process.
 * @param root a path in the package
 */
export async function main(argv: readonly string[], root: string): Promise<void> {
  // An error that nobody awaits would end with code 1, which says that there are findings.
  process.on('uncaughtException', async (error) => process.exit(await failureCode(error)))
  // With NODE_ENV=test oclif would look for TypeScript sources and a loader for them.
  settings.enableAutoTranspile = false
  try {
    await run([...argv], { root, userPlugins: false, devPlugins: false })
  } catch (error) {
    process.exitCode = await failureCode(error)
  }
}

async function failureCode(error: unknown): Promise<number> {
  const { reportFailure } = await import('./failure.ts')
  return reportFailure(error)
}
