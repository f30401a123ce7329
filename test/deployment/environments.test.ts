import { describe, expect, test } from 'vitest'
import { buildProject } from '../../src/deployment/build-project.ts'
import type { EnvironmentPolicy } from '../../src/deployment/environment.ts'
import { markOf } from '../../src/deployment/environment-marks.ts'
import type { Service } from '../../src/deployment/service.ts'
import { kindByName } from '../../src/files/kinds.ts'
import { openMemory } from '../../src/files/memory.ts'
import { globMatcher } from '../../src/policies/globs.ts'

const WEB = 'services:\n  web:\n    image: nginx:1.29\n'

function project(files: Record<string, string>, environments: readonly EnvironmentPolicy[] = []) {
  const opened = openMemory(files)
  const ofKind = (kind: string) => opened.paths.filter((path) => kindByName(path) === kind)
  return buildProject({
    files: opened,
    dockerfiles: ofKind('dockerfile'),
    composeFiles: ofKind('compose'),
    envFiles: ofKind('env'),
    environments,
    matches: (globs, path) => globMatcher(globs)(path),
    env: {},
  } as Parameters<typeof buildProject>[0])
}

/** `environment: files` of every stack. */
const stacks = (files: Record<string, string>, environments?: readonly EnvironmentPolicy[]) =>
  project(files, environments).deployments.flatMap(({ environment, stacks }) =>
    stacks.map((stack) => `${environment.name}: ${stack.files.join(' + ')}`),
  )

const service = (files: Record<string, string>, name = 'web'): Service =>
  project(files).deployments[0]!.services.find((each) => each.name.value === name)!

test.each([
  ['docker/production/docker-compose.yml', 'production'],
  ['compose.prod.yaml', 'production'],
  ['.env.production', 'production'],
  ['.env.production.example', 'example'],
  ['docker/local/.env.example', 'example'],
  ['compose.staging.yaml', 'staging'],
  ['deploy/dev/compose.yaml', 'local'],
  ['.env.local', 'local'],
  ['Dockerfile.dev', 'local'],
  ['ci/compose.yaml', 'test'],
  ['.env', undefined],
  ['product/compose.yaml', undefined],
  ['dist/compose.yaml', undefined],
  ['Dockerfile', undefined],
] as const)('%s is marked %s', (path, mark) => {
  expect(markOf(path)).toBe(mark)
})

describe('which compose files form a stack', () => {
  test('a base takes its override', () => {
    expect(
      stacks({ 'compose.yaml': WEB, 'compose.override.yaml': 'services:\n  web:\n    ports: ["80:80"]\n' }),
    ).toEqual(['default: compose.yaml + compose.override.yaml'])
  })

  test('an overlay that cannot stand alone is judged on its base, once for its environment', () => {
    const files = { 'compose.yaml': WEB, 'compose.prod.yaml': 'services:\n  web:\n    restart: always\n' }
    expect(stacks(files)).toEqual(['production: compose.yaml + compose.prod.yaml', 'local: compose.yaml'])
  })

  test('an override that brings files of developers is theirs, and the server starts the base', () => {
    const override = 'services:\n  web:\n    env_file: [{ path: .env.local }]\n'
    const files = { 'compose.yaml': WEB, 'compose.override.yaml': override }
    expect(stacks(files)).toEqual(['local: compose.yaml + compose.override.yaml', 'default: compose.yaml'])
  })

  test('developers start the base with their overlay only', () => {
    const files = { 'compose.yaml': WEB, 'compose.dev.yaml': 'services:\n  web:\n    ports: ["80:80"]\n' }
    expect(stacks(files)).toEqual(['local: compose.yaml + compose.dev.yaml', 'default: compose.yaml'])
  })

  test('a file that can stand alone does', () => {
    const files = {
      'compose.yaml': WEB,
      'compose.monitoring.yaml': 'services:\n  grafana:\n    image: grafana/grafana:11\n',
    }
    expect(stacks(files)).toEqual(['default: compose.monitoring.yaml', 'default: compose.yaml'])
  })

  test('COMPOSE_FILE of the folder settles it', () => {
    const files = {
      '.env': 'COMPOSE_FILE=a.compose.yaml:b.compose.yaml\n',
      'a.compose.yaml': WEB,
      'b.compose.yaml': WEB,
    }
    expect(stacks(files)).toEqual(['default: a.compose.yaml + b.compose.yaml'])
  })

  test('an included file is judged where it is included', () => {
    const files = {
      'compose.yaml': `include: [db/compose.yaml]\n${WEB}`,
      'db/compose.yaml': 'services:\n  db:\n    image: postgres:17\n',
    }
    const found = project(files).deployments[0]!.stacks
    expect(found.map(({ services }) => [...services.keys()].sort())).toEqual([['db', 'web']])
  })

  test('folders marked for environments are one environment each', () => {
    expect(stacks({ 'docker/local/compose.yaml': WEB, 'docker/production/compose.yaml': WEB })).toEqual([
      'local: docker/local/compose.yaml',
      'production: docker/production/compose.yaml',
    ])
  })

  test('a policy names the files itself', () => {
    const files = { 'a.compose.yaml': WEB, 'b.compose.yaml': WEB }
    const environments = [{ name: 'eu', compose: ['a.compose.yaml', 'b.compose.yaml'] }]
    expect(stacks(files, environments)).toEqual(['eu: a.compose.yaml + b.compose.yaml'])
  })
})

describe('what a service is in the end', () => {
  const DOCKERFILE = `FROM node:24 AS base
WORKDIR /app
HEALTHCHECK CMD node ping.js
FROM base AS app
COPY . .
USER node
ENV MODE=image LEVEL=image
EXPOSE 8080
ENTRYPOINT ["./start.sh"]
FROM base AS other
`
  const files = {
    'compose.yaml': `services:
  web:
    build: { context: ./web, target: app }
    env_file: [first.env, second.env]
    environment: { MODE: compose }
`,
    'first.env': 'MODE=first\nLEVEL=first\nONLY=first\n',
    'second.env': 'LEVEL=second\n',
    'web/Dockerfile': DOCKERFILE,
    'web/start.sh': '#!/bin/sh\nset -e\nnode migrate.js && exec node server.js\n',
  }

  test('healthcheck, user, base and stage come from the Dockerfile it builds', () => {
    const web = service(files)
    expect(web.build?.stage?.name?.value).toBe('app')
    expect(web.healthcheck).toMatchObject({ state: 'present', writtenIn: 'dockerfile' })
    expect(web.user?.value).toBe('node')
    expect(web.runtimeImage?.text).toBe('node:24')
  })

  test('variables know what they won over', () => {
    const { variables } = service(files)
    expect(variables.get('MODE')).toMatchObject({ value: 'compose' })
    expect(variables.get('LEVEL')?.value).toBe('second')
    expect(variables.get('LEVEL')?.overrides.map(({ value }) => value)).toEqual(['first', 'image'])
    expect(variables.get('ONLY')?.origin.span.path).toBe('first.env')
  })

  test('an entrypoint script of the project is followed', () => {
    const commands = service(files).startCommands.map(({ name, words, writtenIn }) => [
      writtenIn,
      [name, ...words.map(({ value }) => value)].join(' '),
    ])
    expect(commands).toContainEqual(['dockerfile', './start.sh'])
    expect(commands).toContainEqual(['script', 'node migrate.js'])
    expect(commands).toContainEqual(['script', 'exec node server.js'])
  })

  test('what compose says wins over the image', () => {
    const text = files['compose.yaml'].replace(
      '    env_file',
      '    user: "1000"\n    healthcheck: { disable: true }\n    command: [serve]\n    env_file',
    )
    const web = service({ ...files, 'compose.yaml': text })
    expect(web.user?.value).toBe('1000')
    expect(web.healthcheck.state).toBe('disabled')
    expect(web.overridesCommand).toBe(true)
  })

  test('an image of a registry keeps its secrets, except where it is known', () => {
    expect(service({ 'compose.yaml': WEB }).healthcheck.state).toBe('absent')
    expect(
      service({ 'compose.yaml': WEB.replace('nginx:1.29', 'ghcr.io/acme/web:1') }).healthcheck.state,
    ).toBe('unknown')
    expect(service({ 'compose.yaml': WEB.replace('nginx:1.29', '${IMAGE}') }).image?.unresolved).toBe(true)
  })
})
