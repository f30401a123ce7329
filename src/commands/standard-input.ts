import { decodeText } from '../files/decode.ts'
import { UsageError } from '../usage-error.ts'

/** A text that came in place of a file. */
export interface StandardInput {
  /** The name it was given. */
  readonly path: string
  readonly text: string
  /** Why it is no text, for a person to read. */
  readonly problem?: string
}

/**
 * Reads the text that `-` stands for; undefined where there is no `-`.
 * @throws UsageError where it has no name, or stands beside other paths
 */
export async function readStandardInput(
  paths: readonly string[],
  filename: string | undefined,
): Promise<StandardInput | undefined> {
  if (!paths.includes('-')) {
    if (filename !== undefined) throw new UsageError('--stdin-filename needs - as the only path.')
    return undefined
  }
  if (paths.length > 1) throw new UsageError('- is standard input and stands alone, without other paths.')
  if (filename === undefined)
    throw new UsageError('- needs --stdin-filename PATH: what a text is judged as depends on its name.')
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  try {
    return { path: filename, text: decodeText(Buffer.concat(chunks)) }
  } catch (error) {
    return { path: filename, text: '', problem: (error as Error).message }
  }
}
