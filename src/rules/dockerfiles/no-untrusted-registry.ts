import { parseImageReference } from '../../deployment/image-reference.ts'
import { pulledImages } from '../../deployment/pulled-images.ts'
import { isTrusted } from '../../deployment/trusted-registries.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule<'image', { readonly registries: readonly string[] }>({
  id: 'no-untrusted-registry',
  on: 'image',
  severity: 'error',
  category: 'security',
  summary: 'Images come from the registries that the policy names.',
  why: 'Whoever can push to another registry decides what runs in production.',
  like: ['hadolint:DL3026'],
  options: {
    type: 'object',
    properties: {
      registries: {
        description:
          'Registries that may be used: ghcr.io, docker.io, *.example.com, or one with a path, ghcr.io/acme. Nothing is judged where the list is empty.',
        type: 'array',
        items: { type: 'string' },
        default: [],
      },
    },
    additionalProperties: false,
  },
  bad: [
    {
      Dockerfile:
        'FROM «quay.io/acme/base:1» AS base\nFROM «node:24»\nCOPY --from=«x.example.org/tools:1» /a /a\n',
      'plimsoll.yaml':
        'rules:\n  no-untrusted-registry: { severity: error, options: { registries: [ghcr.io] } }\n',
    },
    {
      Dockerfile: 'FROM ghcr.io/acme/a:1\nRUN --mount=type=bind,from=«ghcr.io/other/b:1»,target=/b make\n',
      'plimsoll.yaml':
        'rules:\n  no-untrusted-registry: { severity: error, options: { registries: [ghcr.io/acme] } }\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM quay.io/acme/base:1\n' },
    {
      Dockerfile:
        'FROM node:24 AS build\nFROM build\nFROM scratch\nFROM docker.io/library/debian:13\nCOPY --from=build /a /a\nCOPY --from=0 /b /b\nFROM $IMAGE\nFROM r.example.com/a:1\n',
      'plimsoll.yaml':
        'rules:\n  no-untrusted-registry: { severity: error, options: { registries: [docker.io, "*.example.com"] } }\n',
    },
  ],

  *check(image, { options: { registries } }) {
    if (registries.length === 0) return
    for (const { text, span } of pulledImages(image)) {
      const reference = parseImageReference(text, span)
      if (isTrusted(reference, registries)) continue
      yield {
        at: span,
        message: `${text} comes from ${reference.registry ?? 'docker.io'}, which is not among the registries of the policy: ${registries.join(', ')}.`,
      }
    }
  },
})
