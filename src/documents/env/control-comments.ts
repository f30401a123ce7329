import type { Comment } from '../../span.ts'
import type { EnvDocument } from './document.ts'

/** `# dotenv-linter:off A, B` or `:on`: which of that tool's checks look no further, or look again. */
export interface ControlComment {
  readonly isOff: boolean
  readonly checks: readonly string[]
}

/** What a comment on a line of its own tells dotenv-linter; undefined for any other comment. */
export function controlOf({ text, ownLine }: Comment): ControlComment | undefined {
  const match = ownLine ? /^dotenv-linter:\s*(on|off)(?=\s|$)(.*)$/.exec(text) : null
  if (!match) return undefined
  return { isOff: match[1] === 'off', checks: match[2]!.split(/[\s,]+/).filter(Boolean) }
}

/** Whether a control comment above a place has switched a check off there. */
export function isSwitchedOff({ comments }: EnvDocument, check: string, offset: number): boolean {
  const last = comments.findLast(
    (comment) => comment.span.start < offset && controlOf(comment)?.checks.includes(check),
  )
  return last !== undefined && controlOf(last)!.isOff
}
