import { defineRule } from '../../engine/rule.ts'

export default defineRule<'service', { readonly allowPullPolicy: boolean }>({
  id: 'no-build-and-image',
  on: 'service',
  severity: 'info',
  category: 'style',
  summary: 'A service is built here or pulled, and says which.',
  why: 'With both, Compose runs what is there under that name, builds it or pulls it, and which of them it is depends on the machine.',
  like: ['dclint:no-build-and-image'],
  options: {
    type: 'object',
    properties: {
      allowPullPolicy: {
        description: 'A service with `pull_policy` says which of the two is meant.',
        type: 'boolean',
        default: true,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'compose.yaml': 'services:\n  web:\n    «build»: .\n    image: ghcr.io/acme/web:1\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    image: ghcr.io/acme/web:1\n    «build»: ./web\n    pull_policy: build\n',
      'plimsoll.yaml': 'rules:\n  no-build-and-image: { options: { allowPullPolicy: false } }\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    build: .\n  db:\n    image: postgres:17\n  api:\n    build: .\n    image: ghcr.io/acme/api:1\n    pull_policy: build\n',
    },
    // The overlay builds what others pull.
    {
      'compose.yaml': 'services:\n  web:\n    image: ghcr.io/acme/web:1\n',
      'compose.override.yaml': 'services:\n  web:\n    build: .\n',
    },
  ],

  *check({ name, definition }, { options }) {
    const build = definition.entry('build')
    const image = definition.entry('image')
    if (!build || !image || build.key.span.path !== image.key.span.path) return
    if (options.allowPullPolicy && definition.entry('pull_policy')) return
    yield {
      at: build.key.span,
      message: `${name.value} has build and image; remove one of them, or say by pull_policy which is meant.`,
      related: [{ at: image.key.span, message: 'The name under which it may be pulled' }],
    }
  },
})
