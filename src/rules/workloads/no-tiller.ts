import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment } from './example-pod.ts'
import { isTiller } from './tiller.ts'

export default defineRule({
  id: 'no-tiller',
  on: 'workload',
  severity: 'error',
  category: 'security',
  summary: 'Tiller, the server of Helm 2, is not deployed.',
  why: 'Tiller has the rights of an administrator and asks nobody who they are: every pod that reaches it owns the cluster. Helm 2 has had no fixes since 2020.',
  like: ['checkov:CKV_K8S_34', 'trivy:KSV-0102', 'kics:tiller_is_deployed'],
  bad: [
    { 'tiller.yaml': exampleDeployment().replace('acme/web:2', '«ghcr.io/helm/tiller:v2.17.0»') },
    { 'tiller.yaml': exampleDeployment().replace('name: web', 'name: «tiller-deploy»') },
    { 'tiller.yaml': exampleDeployment().replace('name: web', 'name: «web»\n  labels: { app: helm }') },
  ],
  good: [{ 'web.yaml': exampleDeployment() }],

  *check(workload) {
    if (!isTiller(workload)) return
    const image = workload.containers.find((each) => each.text('image')?.value.includes('tiller'))
    yield {
      at: image?.at('image').place ?? workload.object.place,
      message: `${workload.title} runs Tiller; move to Helm 3 or 4, which has no server, and remove it.`,
    }
  },
})
