import { twinKeysOf } from '../../deployment/kubernetes/ignored-fields.ts'
import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import type { ManifestProblem } from '../../deployment/kubernetes/schemas/validate.ts'
import type { Project } from '../../deployment/project.ts'
import { nearest } from '../../engine/nearest-name.ts'
import type { Problem } from '../../engine/rule.ts'
import type { Fix } from '../../finding.ts'

/** What makes an object invalid, whatever the API server's mood. */
export function invalidParts(object: KubernetesObject, { apis }: Project): Problem[] {
  return apis
    .problemsOf(object)
    .filter(({ isUnknownField }) => !isUnknownField)
    .map((problem) => toProblem(object, problem))
}

/** Fields that nobody reads: the kind has none of that name, or another of the same name follows. */
export function ignoredParts(object: KubernetesObject, { apis }: Project): Problem[] {
  const unknown = apis.problemsOf(object).filter(({ isUnknownField }) => isUnknownField)
  return [...unknown.map((problem) => toProblem(object, problem)), ...twins(object)]
}

/** Keys that stand twice. Where those are of a whole object, the `---` before it was forgotten. */
function twins(object: KubernetesObject): Problem[] {
  const found = twinKeysOf(object)
  const ofObject = found.filter(({ at }) =>
    object.node.entries.some(({ key }) => key.span.start === at.start),
  )
  const names = ofObject.map(({ at }) => object.document.text.slice(at.start, at.end))
  const isForgotten = names.includes('kind') && names.includes('apiVersion')
  const first = ofObject[0]
  const lost: Problem[] =
    isForgotten && first
      ? [
          {
            at: first.at,
            message:
              'Another object begins here, and of the one before nothing is left; write `---` between them.',
          },
        ]
      : []
  const others = isForgotten ? found.filter((each) => !ofObject.includes(each)) : found
  return [
    ...lost,
    ...others.map(({ at, message, related }) => ({
      at,
      message: `${message}, and Kubernetes reads only the last one; remove or rename the other.`,
      ...(related && { related }),
    })),
    // kube-linter reads the file after the first one was lost.
  ].map((problem) => ({ ...problem, like: [] }))
}

function toProblem(
  object: KubernetesObject,
  { at, message, known, home, instead }: ManifestProblem,
): Problem {
  const written = object.document.text.slice(at.start, at.end)
  // A key of JSON stays in its quotes.
  const quote = /^["']/.exec(written)?.[0] ?? ''
  const meant = home === undefined && known && nearest(written.replace(/^["']|["']$/g, ''), known)
  const hint =
    known === undefined
      ? ''
      : home !== undefined
        ? ` It belongs to \`${home}\`.`
        : meant
          ? ` Did you mean \`${meant}\`?`
          : ' Kubernetes drops it; remove it, or put it where it belongs.'
  const fix: Fix | undefined =
    instead !== undefined
      ? {
          title: /^["']/.test(instead) ? 'Put it in quotes' : 'Write it without quotes',
          safe: true,
          edits: [{ span: at, text: instead }],
        }
      : meant && at.path === object.path
        ? {
            title: `Rename it to ${meant}`,
            safe: false,
            edits: [{ span: at, text: `${quote}${meant}${quote}` }],
          }
        : undefined
  return { at, message: `${message}${hint}`, ...(fix && { fix }) }
}
