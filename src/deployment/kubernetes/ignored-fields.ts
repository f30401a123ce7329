import type { DocumentBase, DocumentProblem } from '../../documents/document.ts'
import type { Project } from '../project.ts'
import type { KubernetesObject } from './object.ts'

const manifests = new WeakMap<Project, ReadonlySet<DocumentBase>>()

/** Whether a document holds objects of Kubernetes. */
export function isManifestOf(project: Project, document: DocumentBase): boolean {
  let known = manifests.get(project)
  if (!known) {
    known = new Set(
      project.deployments.flatMap(({ kubernetes }) => kubernetes.objects.map((each) => each.document)),
    )
    manifests.set(project, known)
  }
  return known.has(document)
}

/** Keys that stand twice in one mapping of an object: Kubernetes takes the last one. */
export function twinKeysOf({ document, span }: KubernetesObject): readonly DocumentProblem[] {
  if (document.problems.length === 0) return []
  return document.problems.filter(
    ({ isTwinKey, at }) => isTwinKey === true && at.start >= span.start && at.end <= span.end,
  )
}
