import type { Cluster } from '../../../src/deployment/kubernetes/cluster.ts'
import type { KubernetesObject } from '../../../src/deployment/kubernetes/object.ts'
import type { Project } from '../../../src/deployment/project.ts'
import { openProject } from '../../../src/lint.ts'

/** The model of some files, as every run builds it. */
export async function projectOf(files: Readonly<Record<string, string>>): Promise<Project> {
  return (await openProject({ files, config: false })).read().project
}

/** The objects of one text. */
export async function clusterOf(text: string): Promise<Cluster> {
  return (await projectOf({ 'manifest.yaml': text })).deployments[0]!.kubernetes
}

/** The text that a span marks. */
export function textAt(
  { document }: KubernetesObject,
  span: { readonly start: number; readonly end: number } | undefined,
): string | undefined {
  return span && document.text.slice(span.start, span.end)
}
