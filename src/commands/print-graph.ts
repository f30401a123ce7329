import { graph as loadGraph } from '../load-graph.ts'
import { drawGraph, type GraphFormat } from '../reporters/graph/index.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printError, printNote } from './notes.ts'
import type { PlaceOptions } from './shared-flags.ts'

/** The flags of `plimsoll graph` as they were written. */
export interface GraphFlags {
  readonly environment?: string | undefined
  readonly focus?: string | undefined
  readonly unresolved: boolean
  readonly 'compose-file'?: readonly string[] | undefined
  readonly format: GraphFormat
}

/**
 * Prints the graph that is asked for, and returns the exit code.
 * @throws UsageError as `graph` does
 */
export async function printGraph(
  path: string | undefined,
  flags: GraphFlags,
  place: PlaceOptions,
): Promise<ExitCode> {
  const { environment, focus, unresolved, format } = flags
  const composeFiles = flags['compose-file']
  const { graph, troubles } = await loadGraph({
    ...place,
    ...(path !== undefined && { paths: [path] }),
    ...(environment !== undefined && { environment }),
    ...(composeFiles && { composeFiles }),
    ...(focus !== undefined && { focus }),
    unresolved,
  })
  for (const each of troubles) printNote(`${each.path ?? ''}: ${each.message}`)
  if (graph.nodes.length === 0 && !unresolved) {
    printError(
      'There is nothing to draw. Plimsoll draws Compose files, Dockerfiles, env files and manifests of Kubernetes, and found none.',
    )
    return EXIT.usage
  }
  process.stdout.write(await drawGraph(graph, format, { variables: focus !== undefined }))
  if (unresolved && graph.nodes.length === 0) printNote('Everything resolves.')
  return troubles.length > 0 ? EXIT.incomplete : EXIT.clean
}
