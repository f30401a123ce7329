import { isTrusted } from '../../deployment/trusted-registries.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const pod = (image: string) => examplePod().replace('acme/web:2', image)

export default defineRule<'container', { readonly registries: readonly string[] }>({
  id: 'no-untrusted-registry-in-pod',
  on: 'container',
  severity: 'error',
  category: 'security',
  summary: 'Containers run images of the registries that the policy names.',
  why: 'Whoever can push to another registry decides what runs in the cluster.',
  like: ['trivy:KSV-0125'],
  options: {
    type: 'object',
    properties: {
      registries: {
        description:
          'Registries that may be used: ghcr.io, docker.io, *.example.com, or one with a path, ghcr.io/acme. Without a list they are those of the large clouds, and images that name no registry are not judged.',
        type: 'array',
        items: { type: 'string' },
        default: [],
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'pod.yaml': pod('«registry.example.com/web:2»') },
    {
      'pod.yaml': pod('«nginx:1.29»'),
      'plimsoll.yaml':
        'rules:\n  no-untrusted-registry-in-pod: { severity: error, options: { registries: [ghcr.io/acme] } }\n',
    },
  ],
  good: [
    { 'pod.yaml': pod('nginx:1.29') },
    { 'pod.yaml': pod('123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:2') },
    {
      'pod.yaml': pod('ghcr.io/acme/web:2'),
      'plimsoll.yaml':
        'rules:\n  no-untrusted-registry-in-pod: { severity: error, options: { registries: [ghcr.io/acme] } }\n',
    },
  ],

  *check({ image, title }, { options: { registries } }) {
    if (!image || image.unresolved) return
    if (registries.length === 0 && image.registry === undefined) return
    if (isTrusted(image, registries.length > 0 ? registries : OF_CLOUDS)) return
    yield {
      at: image.span,
      message: `${image.text} of the ${title} comes from ${image.registry ?? 'docker.io'}; take it from a registry that the policy trusts.`,
    }
  },
})

const OF_CLOUDS = ['*azurecr.io', '*.ecr.*.amazonaws.com', '*.ecr.*.amazonaws.com.cn', '*gcr.io', '*pkg.dev']
