import type { DocumentProblem } from '../documents/document.ts'
import type { EnvDocument } from '../documents/env/document.ts'
import { parseTemplate } from '../documents/template.ts'
import type { Span } from '../span.ts'
import type { EnvironmentKind } from './environment.ts'
import type { Service } from './service.ts'
import type { Variable } from './variable.ts'

/** An env file of the project and who reads it. */
export interface EnvFile {
  readonly path: string
  readonly document: EnvDocument
  /** The environment its name or folder marks it for. */
  readonly mark: EnvironmentKind | undefined
  /** An example or template: it documents keys and holds no values that anything runs with. */
  readonly isExample: boolean
  /** Whether git tracks it; undefined where git cannot tell. */
  readonly isTracked: boolean | undefined
  /** Services that name it in `env_file`. */
  readonly receivers: readonly Service[]
  /** Its assignments, the commented-out ones too. */
  readonly variables: readonly Variable[]
}

/** The whole lines on which an assignment stands, with their line end; what a fix that removes it takes away. */
export function linesOf({ document }: EnvFile, { span }: Variable): Span {
  const { path, text } = document
  const end = text.indexOf('\n', span.end)
  return {
    path,
    start: text.lastIndexOf('\n', span.start - 1) + 1,
    end: end === -1 ? text.length : end + 1,
  }
}

/** Places in its values where Compose stops because a `${…}` cannot be read. */
export function interpolationProblems({ document }: EnvFile): DocumentProblem[] {
  if (document.format !== 'compose') return []
  return document.entries
    .filter(({ quote }) => quote !== 'single' && quote !== 'absent')
    .flatMap(({ value }) =>
      parseTemplate(value.value, 'compose').problems.map(({ start, end, message }) => ({
        at: value.spanOf(start, end),
        message,
        severity: 'error' as const,
      })),
    )
}
