import type { Progress } from '../exchanges/collect.ts'
import type { Endpoint } from '../exchanges/endpoint.ts'
import type { Exchange } from '../exchanges/exchange.ts'
import { later } from '../exchanges/later.ts'
import { terminalText } from '../reporters/visible-text.ts'

/**
 * Shows on a terminal which endpoints are asked and what came, while they are. Elsewhere nothing is shown, and
 * nothing is loaded to show it.
 */
export async function withProgress(
  endpoints: readonly Endpoint[],
  isWanted: boolean,
  ask: (onProgress?: (progress: Progress) => void) => Promise<Exchange[]>,
  stream: NodeJS.WriteStream = process.stderr,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Exchange[]> {
  // A terminal without a width would get one letter per line.
  if (!isWanted || stream.isTTY !== true || !stream.columns || env.CI || env.TERM === 'dumb') return ask()
  const { DefaultRenderer, Listr, ListrLogger, ProcessOutput } = await import('listr2')
  // What it draws goes to standard error, so that standard output may be a file.
  class Renderer extends DefaultRenderer {
    static override nonTTY = true
  }
  const processOutput = new ProcessOutput(stream, process.stdout)
  const done = endpoints.map(() => later<Exchange>())
  const titles = endpoints.map(({ name, url }) => terminalText(name ?? url))
  const tasks = new Listr(
    titles.map((title, index) => ({
      title,
      task: async (_: unknown, task: { title: string }) => {
        const exchange = await done[index]!.promise
        const { response, failure } = exchange
        if (failure) throw new Error(`${title}: ${failure.reason}`)
        task.title = `${title} ${response?.status ?? ''}`
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      renderer: Renderer,
      rendererOptions: { logger: new ListrLogger({ useIcons: true, toStderr: [], processOutput }) },
    },
  )
  const shown = tasks.run()
  try {
    return await ask(({ index, exchange }) => exchange && done[index]!.settle(exchange))
  } catch (error) {
    for (const { fail } of done) fail(error)
    throw error
  } finally {
    await shown.catch(() => {})
  }
}
