import { undeclaredArguments } from '../../deployment/base-arguments.ts'
import type { Stage } from '../../deployment/image.ts'
import { type ImageReference, parseImageReference } from '../../deployment/image-reference.ts'
import { floatingTag } from '../../deployment/image-tags.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unpinned-base-image',
  on: 'stage',
  severity: 'warning',
  category: 'reliability',
  summary: 'A base image has a tag that names a version, or a digest.',
  why: 'Without one the same Dockerfile gives another image next week: a build that was only meant to change a line also changes the system below it.',
  like: [
    'hadolint:DL3006',
    'hadolint:DL3007',
    'trivy:DS-0001',
    'checkov:CKV_DOCKER_7',
    'kics:image_version_not_explicit',
    'kics:image_version_using_latest',
  ],
  bad: [
    { Dockerfile: 'FROM «debian»\nFROM «node:latest» AS build\n' },
    { Dockerfile: 'FROM --platform=linux/amd64 «registry.example.com:5000/acme/base»\n' },
    { Dockerfile: 'ARG TAG="latest"\nFROM «foo:${TAG}»\n' },
    // Whatever the registry and the repository are, no version is meant.
    { Dockerfile: 'ARG REGISTRY\nARG REPO\nFROM «${REGISTRY}/ubuntu»\nFROM «$REPO/app:latest»\n' },
    // No ARG declares it, so that it is nothing.
    { Dockerfile: 'FROM «alpine$TAG»\n' },
    { Dockerfile: 'FROM node:24 AS build\nFROM «nginx:alpine»\nCOPY --from=build /app /srv\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:13 AS base\nFROM base AS build\nFROM BUILD\nFROM scratch\n' },
    { Dockerfile: 'FROM ruby@sha256:f1dbca0f5dbc9\nFROM hub.docker.io/debian:latest@sha256:7959ed6f7e35\n' },
    { Dockerfile: 'ARG IMAGE\nARG TAG\nFROM ${IMAGE}\nFROM alpine:${TAG}\nFROM alpine${TAG}\nFROM $NONE\n' },
    {
      Dockerfile:
        'ARG NODE=24\nFROM node:${NODE}-alpine\nFROM alpine:3\nFROM ubuntu:noble\nFROM debian:trixie-slim\n',
    },
    { 'Dockerfile.example': 'FROM node\n' },
    { Dockerfile: '# FROM node\nFROM node:24\nRUN echo FROM node\n' },
  ],

  *check(stage) {
    const reference = writtenReference(stage)
    const word = stage.from?.image
    if (!reference || !word || reference.digest || stage.image.mark === 'example') return
    const { text, tag } = reference
    if (!floatingTag(tag)) return
    const untagged = tag ? text.slice(0, -tag.length - 1) : text
    yield {
      at: word.span,
      message: `${text} is whatever was pushed last${tag ? `: the tag ${tag} names no version` : ', as it has no tag'}; write the version you build on: ${untagged}:<version>.`,
      like: peersOf(reference, word.value),
    }
  },
})

/** The reference as far as it is known: what no ARG declares is nothing, what has no value stays a variable. */
function writtenReference({ base, image, from }: Stage): ImageReference | undefined {
  if (base.kind !== 'external' || !from?.image) return undefined
  let { text } = base.reference
  for (const { name } of base.reference.unresolved ? undeclaredArguments(image, from.image) : []) {
    text = text.replaceAll(new RegExp(`\\$(?:\\{${name}\\}|${name}(?!\\w))`, 'g'), '')
  }
  const reference = parseImageReference(text, from.image.span)
  // The last part decides: `$REGISTRY/ubuntu` has no tag whatever the registry is.
  const last = text.slice(text.lastIndexOf('/') + 1)
  return text === '' || last === '' || last.includes('$') ? undefined : reference
}

/** hadolint and checkov read the word as it is written, trivy puts the defaults of ARG in. */
function peersOf({ tag }: ImageReference, written: string): string[] {
  if (tag !== undefined && tag !== 'latest') return []
  const isPlain = !written.includes('$')
  // hadolint takes what begins with a variable for one that says everything.
  if (tag === undefined && !isPlain && !/^["']?\$|:/.test(written))
    return ['trivy:DS-0001', 'hadolint:DL3006']
  if (tag === undefined && !isPlain) return ['trivy:DS-0001']
  if (tag === undefined)
    return ['trivy:DS-0001', 'hadolint:DL3006', 'checkov:CKV_DOCKER_7', 'kics:image_version_not_explicit']
  if (!written.endsWith(':latest')) return ['trivy:DS-0001']
  return ['trivy:DS-0001', 'hadolint:DL3007', 'checkov:CKV_DOCKER_7', 'kics:image_version_using_latest']
}
