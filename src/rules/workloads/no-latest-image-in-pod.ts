import { isRetagged } from '../../deployment/kubernetes/retagged-images.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'
import { isMoving, latestPeers } from './image-peers.ts'

const pod = (image: string) => examplePod().replace('acme/web:2', image)

export default defineRule({
  id: 'no-latest-image-in-pod',
  on: 'container',
  severity: 'warning',
  category: 'reliability',
  summary: 'The image of a container has a tag other than `latest`, or a digest.',
  why: 'What latest means changes: each node runs what was newest when it pulled, a restart becomes an upgrade, and a rollback has nothing to go back to.',
  like: [
    'kube-linter:latest-tag',
    'kube-score:container-image-tag',
    'polaris:tagNotSpecified',
    'checkov:CKV_K8S_14',
    'trivy:KSV-0013',
    'kics:invalid_image',
  ],
  bad: [
    { 'pod.yaml': pod('«nginx»') },
    { 'pod.yaml': pod('«acme/web:latest»') },
    { 'pod.yaml': pod('«registry.example.com:5000/acme/web»') },
    { 'pod.yaml': 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: «app»\n' },
  ],
  good: [
    { 'pod.yaml': pod('nginx:1.29') },
    { 'pod.yaml': pod('registry.example.com:5000/acme/web:2') },
    {
      'pod.yaml': pod(
        'acme/web:latest@sha256:0ed5d5928d4737458944eb604cc8509e245c3e19d02ad83935398bc4b991aac7',
      ),
    },
    // Something fills it in before it is applied.
    { 'pod.yaml': pod('$IMAGE') },
    {
      'base/pod.yaml': pod('acme/web'),
      'kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [base/pod.yaml]\nimages: [{ name: acme/web, newTag: "2" }]\n',
    },
    {
      'pod.yaml': pod('web'),
      'skaffold.yaml': 'apiVersion: skaffold/v4beta6\nkind: Config\nbuild:\n  artifacts:\n    - image: web\n',
    },
  ],

  *check(container) {
    const { image, title } = container
    if (!image) {
      const isWritten = container.at('image').isSet && !container.text('image')
      if (isWritten) return
      yield {
        at: container.at('image').place,
        message: `The ${title} has no image; write its name with a tag.`,
        like: latestPeers(''),
      }
      return
    }
    if (image.unresolved ? image.tag !== 'latest' : !isMoving(container)) return
    if (isRetagged(image.text, container.workload.cluster)) return
    yield {
      at: image.span,
      message: `${image.text} of the ${title} ${image.tag === undefined ? 'has no tag, so it is latest' : 'is whatever is newest'}; write the tag of a version or a digest.`,
      like: latestPeers(image.text),
    }
  },
})
