import type { DockerfileDocument } from '../documents/dockerfile/document.ts'
import type { DocumentBase } from '../documents/document.ts'
import type { Span } from '../span.ts'

/**
 * Whether an error stands where ONBUILD's instruction begins: it is one that ONBUILD cannot hold. Anything else
 * about that instruction is a warning, since only a later build meets it.
 */
export function isForbiddenTrigger(document: DocumentBase, { start }: Span): boolean {
  if (document.kind !== 'dockerfile') return false
  return (document as DockerfileDocument).instructions.some(
    ({ keyword, argumentsSpan }) => keyword === 'ONBUILD' && argumentsSpan.start === start,
  )
}
