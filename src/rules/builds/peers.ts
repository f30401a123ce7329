import type { Command } from '../../deployment/command.ts'
import type { Instruction } from '../../documents/dockerfile/document.ts'
import { isInString } from '../packages/peers.ts'

/**
 * Those of a rule's peers that report a command too: all read nothing but RUN, and only hadolint looks behind
 * ONBUILD.
 */
export function peersOf(like: readonly string[], command: Command): readonly string[] {
  if (command.phase !== 'build' || command.writtenIn !== 'dockerfile') return []
  const isHadolint = (peer: string) => peer.startsWith('hadolint:')
  if (isInString(command)) return command.instruction?.onbuild ? [] : like.filter((peer) => !isHadolint(peer))
  return command.instruction?.onbuild ? like.filter(isHadolint) : like
}

/** Whether a command stands where trivy and KICS look, which cut a RUN at each `&&`: at the head of a part. */
export function isHeadOfPart({ joint, pipe, nested }: Command): boolean {
  return !nested && pipe.index === 0 && (joint === 'first' || joint === '&&')
}

/** Whether a command is the first of its RUN. */
export function isFirstOfRun({ line, nameSpan, nested }: Command): boolean {
  return !nested && line.commands[0]?.nameSpan.start === nameSpan.start
}

/** Whether an instruction begins on the line after the one on which another begins, which KICS calls listed. */
export function isOnNextLine(first: Instruction, second: Instruction, text: string): boolean {
  return text.slice(first.span.start, second.span.start).split('\n').length === 2
}
