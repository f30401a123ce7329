import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const pod = (image: string) => examplePod().replace('acme/web:2', image)

export default defineRule({
  id: 'require-image-digest-in-pod',
  on: 'container',
  severity: 'info',
  category: 'security',
  summary: 'The image of a container is named by its digest.',
  why: 'A tag can be moved to another image by whoever can push; a digest is always the image that was tested.',
  like: ['checkov:CKV_K8S_43', 'kics:image_without_digest'],
  bad: [{ 'pod.yaml': pod('«acme/web:2»') }, { 'pod.yaml': pod('«$IMAGE»') }],
  good: [
    {
      'pod.yaml': pod('acme/web@sha256:0ed5d5928d4737458944eb604cc8509e245c3e19d02ad83935398bc4b991aac7'),
    },
    {
      'pod.yaml': pod('acme/web:2@sha256:0ed5d5928d4737458944eb604cc8509e245c3e19d02ad83935398bc4b991aac7'),
    },
  ],

  *check(container) {
    const image = container.text('image')
    if (container.kind === 'ephemeral' || image?.value.includes('@')) return
    yield {
      at: container.at('image').place,
      message: `The ${container.title} has an image without a digest; write ${image?.value ?? 'its name'}@sha256:… with that of the image you tested.`,
    }
  },
})
