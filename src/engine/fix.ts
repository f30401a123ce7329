import type { Edit, Fix } from '../finding.ts'

/** After this many rounds what is left does not settle; two fixes undo each other. */
export const MOST_ROUNDS = 10

/**
 * Applies fixes to texts. Of fixes that touch the same place the first in the text is applied and the others
 * wait for the next round; a fix is applied with all its edits or not at all.
 * @returns the changed texts by path, and how many fixes were applied
 */
export function applyFixes(
  fixes: readonly Fix[],
  textOf: (path: string) => string | undefined,
): { texts: Map<string, string>; applied: number } {
  const accepted = new Map<string, Edit[]>()
  let applied = 0
  for (const { edits } of [...fixes].sort((a, b) => firstOffset(a) - firstOffset(b))) {
    if (edits.length === 0) continue
    if (!edits.every((edit) => isInside(edit, textOf) && isFree(edit, accepted.get(edit.span.path) ?? [])))
      continue
    if (overlapsItself(edits)) continue
    for (const edit of edits) {
      const list = accepted.get(edit.span.path)
      if (list) list.push(edit)
      else accepted.set(edit.span.path, [edit])
    }
    applied++
  }
  const texts = new Map<string, string>()
  for (const [path, edits] of accepted) texts.set(path, applyEdits(textOf(path) ?? '', edits))
  return { texts, applied }
}

/** Replaces spans of one text; the edits must not overlap. */
function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const { span, text: replacement } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    result += text.slice(at, span.start) + replacement
    at = span.end
  }
  return result + text.slice(at)
}

function firstOffset(fix: Fix): number {
  return Math.min(...fix.edits.map(({ span }) => span.start))
}

function isInside({ span }: Edit, textOf: (path: string) => string | undefined): boolean {
  const text = textOf(span.path)
  return text !== undefined && span.start >= 0 && span.start <= span.end && span.end <= text.length
}

function isFree(edit: Edit, taken: readonly Edit[]): boolean {
  return taken.every((other) => !overlaps(edit, other))
}

function overlapsItself(edits: readonly Edit[]): boolean {
  return edits.some((edit, index) =>
    edits.slice(index + 1).some((other) => edit.span.path === other.span.path && overlaps(edit, other)),
  )
}

/** Touching counts too: two insertions at one place have no order. */
function overlaps(a: Edit, b: Edit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end
}
