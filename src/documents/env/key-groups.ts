import type { Span } from '../../span.ts'
import { controlOf, isSwitchedOff } from './control-comments.ts'
import type { EnvDocument, EnvEntry } from './document.ts'
import { type EnvLine, linesIn } from './lines.ts'
import { substitutionsIn } from './substitutions.ts'

/** An assignment with the comments above it, which belong to it. */
export interface KeyBlock {
  readonly entry: EnvEntry
  /** Whole lines without the last line break. */
  readonly span: Span
}

/** Assignments whose order means nothing to a reader of the file. */
export interface KeyGroup {
  readonly blocks: readonly KeyBlock[]
  /** What ends the group: an assignment that uses keys of it, so that it has to stay behind them. */
  readonly user: { readonly block: KeyBlock; readonly uses: readonly string[] } | undefined
}

/**
 * The assignments of a file in groups: a blank line ends one, a control comment does, and so does an assignment
 * that uses a key of the group. What stands where dotenv-linter's check of the order is off is in none.
 */
export function keyGroups(document: EnvDocument): readonly KeyGroup[] {
  const groups: KeyGroup[] = []
  let blocks: KeyBlock[] = []
  let comments: EnvLine[] = []
  const end = (user?: KeyGroup['user']) => {
    if (blocks.length > 0) groups.push({ blocks, user })
    blocks = []
  }
  for (const line of linesIn(document)) {
    if (line.kind === 'comment' && !controlOf(line.comment)) {
      comments.push(line)
      continue
    }
    if (line.kind === 'entry' && !isSwitchedOff(document, 'UnorderedKey', line.span.start)) {
      const span = { ...line.span, start: (comments[0] ?? line).span.start }
      const block = { entry: line.entry, span }
      const names = substitutionsIn(document, line.entry).map(({ name }) => name)
      const uses = names.filter((name) => blocks.some(({ entry }) => entry.key === name))
      if (uses.length > 0) end({ block: { ...block, span: line.span }, uses: [...new Set(uses)] })
      else blocks.push(block)
    } else end()
    comments = []
  }
  end()
  return groups
}

/** By code units, as `sort` and dotenv-linter do; of the same key the first stays first. */
export function inKeyOrder(blocks: readonly KeyBlock[]): KeyBlock[] {
  return [...blocks].sort(({ entry: { key: a } }, { entry: { key: b } }) => (a < b ? -1 : a > b ? 1 : 0))
}
