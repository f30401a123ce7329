import { floatingTag } from '../../deployment/image-tags.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

interface Options {
  readonly floatingTags: readonly string[]
  readonly wellKnownTags: boolean
}

export default defineRule<'service', Options>({
  id: 'require-image-tag',
  on: 'service',
  severity: 'warning',
  category: 'reliability',
  summary: 'An image that a service pulls has a tag that names a version, or a digest.',
  why: 'With latest or no tag the next pull brings another version: a restart becomes an upgrade, and a rollback has nothing to go back to.',
  like: ['dclint:service-image-require-explicit-tag'],
  options: {
    type: 'object',
    properties: {
      floatingTags: {
        description: 'More tags that name no version.',
        type: 'array',
        items: { type: 'string' },
        default: [],
      },
      wellKnownTags: {
        description: 'Report latest, edge and their like; without, only no tag and those of floatingTags.',
        type: 'boolean',
        default: true,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'compose.yaml': 'services:\n  web:\n    image: «nginx»\n  db:\n    image: «"postgres:latest"»\n' },
    { 'compose.yaml': 'services:\n  web:\n    image: «registry.example.com:5000/acme/web»\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    image: «nginx:alpine»\n  proxy:\n    image: «traefik:nightly»\n',
    },
    { 'compose.yaml': 'services:\n  web:\n    image: «acme/web:${TAG:-latest}»\n' },
    {
      'compose.yaml': 'services:\n  web:\n    image: «acme/web:v-current»\n',
      'plimsoll.yaml':
        'rules:\n  require-image-tag: { severity: warning, options: { floatingTags: [v-current] } }\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29-alpine\n  db:\n    image: postgres@sha256:0ed5d5928d4737458944eb604cc8509e245c3e19d02ad83935398bc4b991aac7\n  app:\n    image: ghcr.io/acme/app:sha-deadbee\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: acme/web:${TAG}\n  api:\n    image: ${API_IMAGE:?say which}\n',
    },
    // Built here; the name is what it is called afterwards.
    {
      'compose.yaml':
        'services:\n  web:\n    build: .\n    image: acme/web\n  worker:\n    image: acme/web\n    command: [work]\n',
      Dockerfile: 'FROM node:24\n',
    },
    { 'compose.local.yaml': 'services:\n  mail:\n    image: mailhog/mailhog\n' },
  ],

  *check(service, { options }) {
    const { name, image, build, stack } = service
    if (!image || build || image.unresolved || image.digest || !runsInProduction(service)) return
    const floating = floatingTag(image.tag, options.floatingTags)
    const isAsked = !image.tag || options.wellKnownTags || options.floatingTags.includes(image.tag)
    if (!floating || !isAsked) return
    if ([...stack.services.values()].some((other) => other.build && other.image?.text === image.text)) return
    const untagged = image.tag ? image.text.slice(0, -image.tag.length - 1) : image.text
    const lack = image.tag ? `the tag ${image.tag} names no version` : 'no tag means latest'
    yield {
      at: image.span,
      message: `${name.value} runs whatever ${image.text} is on the day of the pull: ${lack}; write the version that is tested: ${untagged}:<version>.`,
      like: floating === 'well-known' ? ['dclint:service-image-require-explicit-tag'] : [],
    }
  },
})
