import { additionTo } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'
import { pullPeers } from './image-peers.ts'

export default defineRule({
  id: 'require-always-pull',
  on: 'container',
  severity: 'info',
  category: 'security',
  summary: 'Images are asked for at their registry whenever a container starts.',
  why: 'With any other policy a pod may run an image that lies on the node without having the right to pull it, or an old one under a tag that has been moved.',
  like: [
    'kube-score:container-image-pull-policy',
    'polaris:pullPolicyNotAlways',
    'checkov:CKV_K8S_15',
    'kics:image_pull_policy_of_container_is_not_always',
  ],
  bad: [
    { 'pod.yaml': examplePod({ container: '      imagePullPolicy: «IfNotPresent»\n' }) },
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      imagePullPolicy: Always\n' }) },
    { 'pod.json': '{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": []}}\n' },
  ],

  *check(container) {
    if (container.kind === 'ephemeral') return
    const like = pullPeers(container)
    if (like.length === 0) return
    const policy = container.text('imagePullPolicy')
    const edit = policy
      ? { span: policy.span, text: 'Always' }
      : additionTo(container, 'imagePullPolicy', 'Always')
    yield {
      at: container.at('imagePullPolicy').place,
      message: `The ${container.title} ${policy ? `has imagePullPolicy ${policy.value}` : 'says nothing of its imagePullPolicy'}; write Always.`,
      like,
      ...(edit &&
        policy?.value !== 'Always' && {
          fix: { title: 'Set imagePullPolicy to Always', safe: false, edits: [edit] },
        }),
    }
  },
})
