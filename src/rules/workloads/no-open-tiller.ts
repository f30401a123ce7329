import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment } from './example-pod.ts'
import { isTiller } from './tiller.ts'

const tiller = (container: string) =>
  exampleDeployment({ container }).replace('acme/web:2', 'ghcr.io/helm/tiller:v2.17.0')

export default defineRule({
  id: 'no-open-tiller',
  on: 'workload',
  severity: 'error',
  category: 'security',
  summary: 'Tiller, the server of Helm 2, listens on the loopback address only.',
  why: 'By default it listens on all addresses and asks nobody who they are: every pod can make it deploy what it likes.',
  like: ['checkov:CKV_K8S_45', 'kics:tiller_deployment_is_accessible_from_within_the_cluster'],
  bad: [
    { 'tiller.yaml': tiller('').replace('name: app', 'name: «app»') },
    { 'tiller.yaml': tiller('      «args»: [--listen=0.0.0.0:44134]\n') },
  ],
  good: [
    { 'tiller.yaml': tiller('      args: [--listen=localhost:44134]\n') },
    { 'tiller.yaml': tiller('      args: ["--listen=127.0.0.1:44134"]\n') },
    { 'web.yaml': exampleDeployment() },
  ],

  *check(workload) {
    if (!isTiller(workload)) return
    for (const container of workload.regularContainers) {
      const isLocal = container
        .texts('args')
        .some(({ value }) => value.includes('--listen') && /localhost|127\.0\.0\.1/.test(value))
      if (isLocal) continue
      yield {
        at: container.at('args').place,
        message: `Tiller in the ${container.title} listens for the whole cluster; remove it, or give it --listen=localhost:44134.`,
      }
    }
  },
})
