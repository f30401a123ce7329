import type { Located, Span } from '../../span.ts'

/** What `uses:` names: an action or reusable workflow of a repository, a folder of this one, or an image. */
export type ActionReference =
  | {
      readonly kind: 'repository'
      readonly owner: string
      readonly repository: string
      /** Folder or workflow file in the repository; empty where the action lies at its root. */
      readonly path: string
      /** What stands behind the `@`; undefined where nothing does, which the runner refuses. */
      readonly ref: Located<string> | undefined
      readonly refKind: RefKind
      /** The version that a comment behind a digest tells (`# v4.2.2`); it may be wrong. */
      readonly commentedVersion: string | undefined
      readonly span: Span
    }
  | { readonly kind: 'local'; readonly path: string; readonly span: Span }
  | { readonly kind: 'image'; readonly image: string; readonly span: Span }
  | { readonly kind: 'unknown'; readonly span: Span }

/** How firm a ref is: a commit never changes, a version should not, a branch does with each push. */
type RefKind = 'commit' | 'version' | 'branch' | 'none'

/** An action of another repository. */
export type RepositoryAction = Extract<ActionReference, { kind: 'repository' }>

/**
 * Takes a `uses` apart.
 * @param comment text of the comment behind it on its line, without `#`
 */
export function parseActionReference(text: string, span: Span, comment: string | undefined): ActionReference {
  if (text.includes('${{')) return { kind: 'unknown', span }
  if (text.startsWith('./') || text.startsWith('../')) return { kind: 'local', path: text, span }
  if (text.startsWith('docker://')) return { kind: 'image', image: text.slice('docker://'.length), span }
  const at = text.indexOf('@')
  const name = at === -1 ? text : text.slice(0, at)
  const [owner, repository, ...folders] = name.split('/')
  if (!owner || !repository) return { kind: 'unknown', span }
  const ref = at === -1 || at === text.length - 1 ? undefined : text.slice(at + 1)
  // Quotes stand on both sides of the text.
  const quote = (span.end - span.start - text.length) / 2
  const start = span.start + (Number.isInteger(quote) && quote >= 0 ? quote : 0) + at + 1
  return {
    kind: 'repository',
    owner,
    repository,
    path: folders.join('/'),
    ref: ref === undefined ? undefined : { value: ref, span: { ...span, start, end: start + ref.length } },
    refKind: refKindOf(ref),
    commentedVersion: /(?:^|[\s:=])v?(\d+(?:\.\d+)*)(?=$|[\s,;)])/.exec(comment ?? '')?.[1],
    span,
  }
}

function refKindOf(ref: string | undefined): RefKind {
  if (ref === undefined) return 'none'
  if (/^[0-9a-f]{40}$|^[0-9a-f]{64}$/i.test(ref)) return 'commit'
  // `1.2.3`, `v4`, `release-2.1`, `codeql-bundle-v2.16`: a number makes a version, where no slash makes a branch.
  return /^[^/]*\d[^/]*$/.test(ref) && !/^(?:main|master|dev|develop|trunk|next)\b/i.test(ref)
    ? 'version'
    : 'branch'
}

/** `owner/repository`, and the folder in it: as people write an action. */
export function nameOfAction({ owner, repository, path }: RepositoryAction): string {
  return [owner, repository, ...(path === '' ? [] : [path])].join('/')
}

/** The version numbers of an action, as far as its ref or the comment behind it tells: `v4.1` is [4, 1]. */
export function versionOfAction({
  ref,
  refKind,
  commentedVersion,
}: RepositoryAction): readonly number[] | undefined {
  const text = refKind === 'commit' ? commentedVersion : /^v?(\d+(?:\.\d+)*)$/.exec(ref?.value ?? '')?.[1]
  return text?.split('.').map(Number)
}
