import type { ApiAdvice } from '../../deployment/kubernetes/api-advice.ts'
import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import type { Problem } from '../../engine/rule.ts'

/** What other tools call the use of an API that was given up. */
export const PEERS_OF_APIS = [
  'kube-score:stable-version',
  'kube-linter:no-extensions-v1beta',
  'kics:object_is_using_a_deprecated_api_version',
  'trivy:KSV-0107',
]

/** The problem with an object's apiVersion. kube-linter knows of one group only. */
export function problemOfApi({ apiVersion, group }: KubernetesObject, advice: ApiAdvice): Problem {
  const { message, successor } = advice
  const at = apiVersion!.span
  return {
    at,
    message,
    like: PEERS_OF_APIS.filter((id) => group === 'extensions' || !id.startsWith('kube-linter:')),
    ...(successor !== undefined && {
      fix: { title: `Write ${successor}`, safe: false, edits: [{ span: at, text: successor }] },
    }),
  }
}
