import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment } from './example-pod.ts'

const DASHBOARD = /kubernetes-dashboard|kubernetesui/

export default defineRule({
  id: 'no-kubernetes-dashboard',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'The Kubernetes dashboard is not deployed.',
  why: 'It acts with the rights of its service account for whoever reaches its page; clusters have been taken over by it. Its project is archived.',
  like: ['checkov:CKV_K8S_33', 'kics:dashboard_is_enabled'],
  bad: [
    {
      'dashboard.yaml': exampleDeployment().replace(
        'acme/web:2',
        '«docker.io/kubernetesui/dashboard:v2.7.0»',
      ),
    },
    {
      'dashboard.yaml': exampleDeployment({ containerName: '«app»' }).replace(
        'template:\n',
        'template:\n    metadata: { labels: { k8s-app: kubernetes-dashboard } }\n',
      ),
    },
  ],
  good: [{ 'web.yaml': exampleDeployment() }],

  *check(container) {
    const { workload, title } = container
    const image = container.text('image')
    const isImage = image !== undefined && DASHBOARD.test(image.value)
    const label = workload.podLabels.get('app') ?? workload.podLabels.get('k8s-app')
    if (!isImage && label?.value !== 'kubernetes-dashboard') return
    yield {
      at: isImage ? image.span : container.place,
      message: `The ${title} is the Kubernetes dashboard; remove it and use kubectl, or a client that acts with its user's own rights.`,
      like: isImage ? ['checkov:CKV_K8S_33', 'kics:dashboard_is_enabled'] : ['checkov:CKV_K8S_33'],
    }
  },
})
