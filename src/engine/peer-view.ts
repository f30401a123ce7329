import type { DockerfileDocument } from '../documents/dockerfile/document.ts'
import type { DocumentBase } from '../documents/document.ts'
import type { Severity } from '../finding.ts'
import type { Span } from '../span.ts'
import type { Problem } from './rule.ts'
import type { Judged } from './run.ts'

/** The other tool in whose place a run speaks. */
export interface Peer {
  /** Beginnings of the names of checks that it prints. */
  readonly prefixes: readonly string[]
  /** What it says of a file that cannot be read, and the kind of files that it reads; undefined: any file. */
  readonly unread: { readonly id: string; readonly kind: string } | undefined
  /** Its checks that point at the place that a finding of ours calls related. */
  readonly atRelated: readonly string[]
  /** Its severity of one of its checks, for one problem; undefined where ours stands. */
  severityOf(id: string, problem: Problem): Severity | undefined
}

/** What of it that tool reports too; that a file of its could not be read stays, or the run would look whole. */
export function reportedByPeer(
  judged: readonly Judged[],
  peer: Peer,
  documentAt: (path: string) => DocumentBase | undefined,
): Judged[] {
  return judged.filter((each) => {
    if (each.rule.category !== 'syntax') return peerIdsOf(each, peer).length > 0
    return peer.unread === undefined || documentAt(each.problem.at.path)?.kind === peer.unread.kind
  })
}

/**
 * The same as that tool would say it: its name of the check for the rule's, its severity, and its place, which in
 * a Dockerfile is the instruction. It says a thing of a place once.
 */
export function asPeerSays(
  judged: readonly Judged[],
  peer: Peer,
  documentAt: (path: string) => DocumentBase | undefined,
): Judged[] {
  const said = new Map<string, Judged>()
  for (const each of judged) {
    for (const id of peerIdsOf(each, peer)) {
      const { at: own, related } = each.problem
      const at = placeOf(peer.atRelated.includes(id) ? (related?.[0]?.at ?? own) : own, documentAt)
      const name = id.slice(id.indexOf(':') + 1)
      const key = `${name} ${at.path} ${at.start}`
      if (said.has(key)) continue
      const severity = peer.severityOf(id, each.problem) ?? each.verdict.severity
      said.set(key, {
        ...each,
        rule: { ...each.rule, id: name, like: [id] },
        problem: { ...each.problem, at, like: [id] },
        verdict: { ...each.verdict, severity },
      })
    }
  }
  return [...said.values()]
}

function peerIdsOf({ rule, problem }: Judged, { prefixes, unread }: Peer): string[] {
  const ids = (problem.like ?? rule.like ?? []).filter((id) =>
    prefixes.includes(id.slice(0, id.indexOf(':'))),
  )
  return ids.length === 0 && rule.category === 'syntax' ? [unread?.id ?? rule.id] : ids
}

function placeOf(at: Span, documentAt: (path: string) => DocumentBase | undefined): Span {
  const document = documentAt(at.path)
  if (document?.kind !== 'dockerfile') return at
  const { instructions } = document as DockerfileDocument
  const found = instructions.find(({ span }) => span.start <= at.start && at.start < span.end)
  return found ? found.keywordSpan : at
}
