import type { KubernetesObject } from '../deployment/kubernetes/object.ts'
import type { Labels } from '../deployment/kubernetes/selectors.ts'
import type { Project } from '../deployment/project.ts'
import { Lines } from '../span.ts'
import type { Silence } from './peer-suppressions.ts'

/** What an ignoring annotation of kube-score drags along. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  'container-resources': ['container-ephemeral-storage-request-and-limit'],
}

/** What annotations of other tools silence in the objects that bear them. */
export function readObjectSilences(project: Project): Silence[] {
  const lines = new Map<string, Lines>()
  const linesOf = ({ path, document }: KubernetesObject): Lines => {
    const known = lines.get(path) ?? new Lines(document.text)
    lines.set(path, known)
    return known
  }
  return project.deployments.flatMap(({ kubernetes }) =>
    kubernetes.objects.flatMap((object): Silence[] => {
      const template = kubernetes.workloadOf(object)?.podAnnotations
      const names = [...namesIn(object.annotations), ...kubeScoreNames(object.annotations, template)]
      if (names.length === 0) return []
      const { path, span } = object
      return [
        {
          path,
          firstLine: linesOf(object).lineOf(span.start),
          lastLine: linesOf(object).lineOf(span.end),
          silences: (name) =>
            names.some((each) => (each.endsWith(':') ? name.startsWith(each) : name === each)),
        },
      ]
    }),
  )
}

/** Names that annotations of one object switch off; `peer:` alone stands for all of that tool. */
function* namesIn(annotations: Labels): Iterable<string> {
  for (const [key, { value }] of annotations) {
    // The key alone counts; the value is a reason.
    if (key === 'kube-linter.io/ignore-all') yield 'kube-linter:'
    const check = /^ignore-check\.kube-linter\.io\/(.+)$/.exec(key)?.[1]
    if (check) yield `kube-linter:${check}`
    if (/(?:checkov|bridgecrew|cortex)\.io\/skip/.test(key)) yield `checkov:${value.split('=')[0]!.trim()}`
    const exempt = /^polaris\.fairwinds\.com\/(?:(.+)-)?exempt$/.exec(key)
    if (exempt && value.toLowerCase() === 'true') yield `polaris:${exempt[1] ?? ''}`
  }
}

/** `kube-score/ignore: a,b`; that of the pod template wins over the object's. */
function* kubeScoreNames(annotations: Labels, template: Labels | undefined): Iterable<string> {
  const list = template?.get('kube-score/ignore') ?? annotations.get('kube-score/ignore')
  for (const item of list?.value.split(',') ?? []) {
    const name = item.trim()
    for (const each of [name, ...(IMPLIED[name] ?? [])]) if (each !== '') yield `kube-score:${each}`
  }
}
