import type { Span } from '../span.ts'
import type { Project } from './project.ts'

/** Something that ShellCheck says of the shell text of a RUN. */
export interface ShellProblem {
  /** `SC2086`. */
  readonly code: string
  readonly level: 'error' | 'warning' | 'info' | 'style'
  readonly message: string
  readonly at: Span
  /** What ShellCheck would write; undefined where it proposes nothing, or its places are not exact here. */
  readonly edits: readonly { readonly span: Span; readonly text: string }[] | undefined
}

/** Adds what ShellCheck said to a project, which is built before that program is asked. */
export function noteShellProblems(project: Project, problems: readonly ShellProblem[]): void {
  ;(project as { shellProblems: readonly ShellProblem[] }).shellProblems = problems
}
