import { decodeText } from '../files/decode.ts'
import { kindByContent } from '../files/kinds.ts'
import { UsageError } from '../usage-error.ts'

/** A text that came in place of a file. */
export interface StandardInput {
  /** The name it was given. */
  readonly path: string
  readonly text: string
  /** Why it is no text, for a person to read. */
  readonly problem?: string
  /** It came without a name and is no file of the project: manifests out of a cluster or a program. */
  readonly isAlone?: boolean
}

/** What manifests are called that have no name. */
const UNNAMED = 'stdin.yaml'
const NAMELESS =
  '- needs --stdin-filename PATH: what a text is judged as depends on its name. ' +
  'Only manifests of Kubernetes need none, and these are not.'

/**
 * Reads the text that `-` stands for; undefined where there is no `-`.
 * @throws UsageError where it has no name and is no manifest of Kubernetes, or stands beside other paths
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
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  const path = filename ?? UNNAMED
  try {
    const text = decodeText(Buffer.concat(chunks))
    if (filename !== undefined) return { path, text }
    if (kindByContent(text) !== 'kubernetes') throw new UsageError(NAMELESS)
    return { path, text, isAlone: true }
  } catch (error) {
    if (error instanceof UsageError) throw error
    return { path, text: '', problem: (error as Error).message }
  }
}
