import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Plugin } from '@oclif/core/config'
import { run } from '@oclif/core/run'
import { settings } from '@oclif/core/settings'

/**
 * Runs the command line and sets the exit code of the process.
 * @param program the path of the bundle of all commands, in a folder of the package
 */
export async function main(argv: readonly string[], program: string): Promise<void> {
  // An error that nobody awaits would end with code 1, which says that there are findings.
  process.on('uncaughtException', async (error) => process.exit(await failureCode(error)))
  // With NODE_ENV=test oclif would look for TypeScript sources and a loader for them.
  settings.enableAutoTranspile = false
  // Our help has colors of its own. Without this a file of colors is looked for.
  process.env.PLIMSOLL_DISABLE_THEME ??= '1'
  try {
    const root = dirname(dirname(program))
    // The commands are at hand: what oclif would do first is to look for a list of them on disk.
    const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const plugin = new Plugin({ root, name: pjson.name, pjson, isRoot: true, ignoreManifest: true })
    await plugin.load()
    await run([...argv], { root, plugins: new Map([[plugin.name, plugin]]) })
  } catch (error) {
    process.exitCode = await failureCode(error)
  }
}

async function failureCode(error: unknown): Promise<number> {
  const { reportFailure } = await import('./failure.ts')
  return reportFailure(error)
}
