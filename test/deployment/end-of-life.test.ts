import { describe, expect, test } from 'vitest'
import { endedParts } from '../../src/deployment/end-of-life.ts'
import { parseImageReference } from '../../src/deployment/image-reference.ts'

const parts = (text: string, day: string) =>
  endedParts(
    parseImageReference(text, { path: 'a', start: 0, end: text.length }),
    new Date(`${day}T12:00:00Z`),
  )

describe('the end of support', () => {
  test.each([
    ['node:20.11-bullseye-slim', ['Node.js 20', 'Debian 11']],
    ['alpine:3.20.1', ['Alpine 3.20']],
    ['alpine:3.2', ['Alpine 3.2']],
    ['python:3.10-rc-slim', ['Python 3.10']],
    ['php:8.1.30-fpm-alpine3.19', ['PHP 8.1', 'Alpine 3.19']],
    ['postgres:9.6.24', ['PostgreSQL 9.6']],
    ['eclipse-temurin:17-jre-focal', ['Ubuntu 20.04']],
    ['ubuntu:20.04', ['Ubuntu 20.04']],
    ['golang:1.9-stretch', ['Go 1.9', 'Debian 9']],
    ['mirror.example.com/library/node:18', ['Node.js 18']],
    ['node:18@sha256:00', ['Node.js 18']],
  ])('of %s has come', (text, wanted) => {
    expect(parts(text, '2026-11-22').map(({ name }) => name)).toEqual(wanted)
  })

  test.each([
    ...[
      'node',
      'node:latest',
      'node:lts-alpine',
      'node:alpine',
      'python:3',
      'golang:1',
      'nginx:stable',
      'redis:6.2',
    ],
    ...[
      'node:28',
      'debian:14',
      'alpine:3.99',
      'acme/node:12',
      'ghcr.io/acme/php:5',
      'node:${V}',
      'debian:20200101',
    ],
  ])('of %s is not known', (text) => {
    expect(parts(text, '2026-11-22')).toEqual([])
  })

  test('is the end of its last day', () => {
    expect(parts('node:22', '2027-04-30')).toEqual([])
    expect(parts('node:22', '2027-05-01')).toHaveLength(1)
  })

  test('comes twice for Debian', () => {
    expect(parts('debian:12', '2026-07-01')).toEqual([])
    expect(parts('debian:12', '2026-08-01')[0]).toMatchObject({ kind: 'long-term', start: 0, end: 2 })
    expect(parts('debian:12', '2028-07-01')[0]).toMatchObject({ kind: 'ended' })
  })
})
