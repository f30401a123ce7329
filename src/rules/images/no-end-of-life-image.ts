import { type DatedPart, endedParts } from '../../deployment/end-of-life.ts'
import type { ImageReference } from '../../deployment/image-reference.ts'
import type { Project } from '../../deployment/project.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Span } from '../../span.ts'

interface Options {
  readonly ahead: number
  readonly longTermSupport: 'report' | 'accept'
}

const DAY = 24 * 60 * 60 * 1000

export default defineRule<'project', Options>({
  id: 'no-end-of-life-image',
  on: 'project',
  severity: 'warning',
  category: 'security',
  summary: 'Every image is built on versions that still get security fixes.',
  why: 'After the end of support every hole that is found stays open; the image keeps working, so that nobody notices.',
  options: {
    type: 'object',
    properties: {
      ahead: {
        description: 'Days before the end from which on it is reported.',
        type: 'integer',
        minimum: 0,
        default: 0,
      },
      longTermSupport: {
        description: 'What to say of a Debian that only its long-term support team mends.',
        enum: ['report', 'accept'],
        default: 'accept',
      },
    },
    additionalProperties: false,
  },
  bad: [
    { Dockerfile: 'FROM node:«20»-«bullseye» AS build\nFROM debian:«11.9»-slim\n' },
    {
      'compose.yaml':
        'services:\n  db:\n    image: "postgres:«14»-alpine"\n  cache:\n    image: public.ecr.aws/docker/library/python:«3.9»\n',
    },
    { Dockerfile: 'FROM docker.io/library/php:«8.1.27»-fpm-«alpine3.18»\nFROM mariadb:10.11-«focal»\n' },
    { 'fly.toml': 'app = "db"\n[build]\n  image = "postgres:«13»"\n' },
    // Only the long-term support team is left.
    {
      'plimsoll.yaml':
        'rules:\n  no-end-of-life-image: { severity: warning, options: { longTermSupport: report } }\n',
      Dockerfile: 'FROM debian:«bookworm»-20260101-slim\n',
    },
    { Dockerfile: 'ARG NODE=18\nFROM «node:${NODE}-alpine»\n' },
    { Dockerfile: 'FROM golang:«1.9.3»-alpine\nFROM postgres:«9.6»\nFROM alpine:«3.9»\n' },
    {
      'plimsoll.yaml': 'rules:\n  no-end-of-life-image: { severity: warning, options: { ahead: 60 } }\n',
      Dockerfile: 'FROM php:«8.2»-cli\nFROM redis:«8.0»\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM node:24-trixie\nFROM alpine:3.22\nFROM python:3.13-slim\n' },
    // Tags that float, and versions that nobody here knows yet.
    {
      Dockerfile:
        'FROM node:lts\nFROM python:3\nFROM debian:stable-slim\nFROM node:27\nFROM redis:7\nFROM nginx\n',
    },
    { Dockerfile: 'FROM node:24@sha256:0ed5d5928d4737458944eb604cc8509e245c3e19d02ad83935398bc4b991aac7\n' },
    // Others number as they like; a variable may hold anything.
    {
      Dockerfile:
        'ARG VERSION\nFROM acme/node:12\nFROM node:$VERSION\nFROM ghcr.io/acme/python:3.6\nFROM scratch\n',
    },
    // Until the end it is supported.
    { Dockerfile: 'FROM php:8.2-cli\nFROM redis:8.0\n' },
    { 'Dockerfile.example': 'FROM node:12\n' },
    // Debian's long-term support still mends it.
    { Dockerfile: 'FROM debian:bookworm-slim\n' },
    // The name is what the image is called after it was built.
    { 'compose.yaml': 'services:\n  web:\n    build: .\n    image: node:12\n', Dockerfile: 'FROM node:24\n' },
  ],

  *check(project, { now, options }) {
    const by = new Date(now.getTime() + options.ahead * DAY)
    for (const reference of referencesOf(project)) {
      for (const part of endedParts(reference, by)) {
        if (part.kind === 'long-term' && options.longTermSupport === 'accept') continue
        yield {
          at: placeOf(part, reference),
          message: `${sentence(part, reference, now)} Move to ${part.supported}.`,
        }
      }
    }
  },
})

/** The bases of all stages and the images that services pull; examples are not judged. */
function* referencesOf({ images, deployments, platformServices }: Project): Iterable<ImageReference> {
  for (const { mark, stages } of images) {
    if (mark === 'example') continue
    for (const { base } of stages) if (base.kind === 'external') yield base.reference
  }
  for (const { services, environment } of deployments) {
    if (environment.kind === 'example') continue
    for (const { image, build } of services) if (image && !build) yield image
  }
  for (const { image, environment } of platformServices) {
    if (image && environment.kind !== 'example') yield image
  }
}

function sentence(
  { name, kind, day, isBefore, until }: DatedPart,
  { text }: ImageReference,
  now: Date,
): string {
  const date = day.toISOString().slice(0, 10)
  if (day > now)
    return `Support of ${name} in ${text} ends on ${date}, in ${Math.ceil((day.getTime() - now.getTime()) / DAY)} days.`
  if (kind === 'long-term') {
    const last = until?.toISOString().slice(0, 10)
    return `The security team of ${name} in ${text} stopped on ${date}; volunteers of its long-term support go on until ${last}.`
  }
  return `Support of ${name} in ${text} ended ${isBefore ? 'by' : 'on'} ${date}.`
}

/** The part of the tag, where the reference stands in the file as it is, with or without quotes. */
function placeOf({ start, end }: DatedPart, { text, tag, digest, span }: ImageReference): Span {
  const quotes = span.end - span.start - text.length
  if ((quotes !== 0 && quotes !== 2) || tag === undefined) return span
  const tagStart = text.length - (digest === undefined ? 0 : digest.length + 1) - tag.length
  const from = span.start + quotes / 2 + tagStart
  return { ...span, start: from + start, end: from + end }
}
