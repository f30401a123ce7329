import type { Command } from '../../deployment/command.ts'
import { imageHasTool, type ProbeTool } from '../../deployment/image-tools.ts'
import { lacksTool, otherTool } from '../../deployment/stage-tools.ts'
import { programOf, unwrap } from '../../documents/shell/parse.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-missing-healthcheck-tool',
  on: 'command',
  severity: 'error',
  category: 'correctness',
  summary: 'The image of a healthcheck has the program that the healthcheck calls.',
  why: 'Such a check fails from the first day: the container counts as unhealthy though it works, is restarted or taken out of service, and what waits for it never starts.',
  bad: [
    {
      Dockerfile:
        'FROM node:24-slim\nCOPY . /app\nHEALTHCHECK CMD «curl» -f http://localhost:3000/ || exit 1\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    healthcheck:\n      test: ["CMD", "«curl»", "-f", "http://localhost/"]\n',
      Dockerfile:
        'FROM golang:1.25 AS build\nRUN apt-get update && apt-get install -y curl\nFROM alpine:3.22\nCOPY --from=build /go/bin/api /usr/local/bin/api\nRUN apk add --no-cache tini\n',
    },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    healthcheck:\n      test: «wget» -qO- http://localhost:5432\n',
    },
    {
      Dockerfile:
        'FROM gcr.io/distroless/static-debian12\nCOPY api /api\nHEALTHCHECK CMD [«"wget"», "-q", "http://localhost/"]\n',
    },
    {
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0 AS base\nFROM base\nHEALTHCHECK CMD «curl» --fail http://localhost:8080/health\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM node:24\nHEALTHCHECK CMD curl -f http://localhost:3000/\n' },
    { Dockerfile: 'FROM node:24-alpine\nHEALTHCHECK CMD wget -q --spider http://localhost:3000/\n' },
    { Dockerfile: 'FROM nginx:1.29-alpine\nHEALTHCHECK CMD curl -f http://localhost/\n' },
    {
      Dockerfile:
        'FROM debian:13 AS base\nRUN apt-get update && apt-get install -y --no-install-recommends curl\nFROM base\nHEALTHCHECK CMD curl -f http://localhost/\n',
    },
    // Brought by a copy, by a script, by a list of packages, or by an image that nobody here knows.
    {
      Dockerfile:
        'FROM debian:13\nCOPY --from=curlimages/curl:8.16.0 /usr/bin/curl /usr/bin/\nHEALTHCHECK CMD curl -f http://localhost/\n',
    },
    {
      Dockerfile: 'FROM debian:13\nCOPY --from=build /rootfs/ /\nHEALTHCHECK CMD curl -f http://localhost/\n',
    },
    {
      Dockerfile:
        'FROM debian:13\nCOPY setup.sh /tmp/\nRUN /tmp/setup.sh\nHEALTHCHECK CMD curl -f http://localhost/\n',
    },
    {
      Dockerfile:
        'FROM debian:13\nARG PACKAGES\nRUN apt-get update && apt-get install -y $PACKAGES\nHEALTHCHECK CMD curl -f http://localhost/\n',
    },
    { Dockerfile: 'FROM acme/base:1\nHEALTHCHECK CMD curl -f http://localhost/\n' },
    // Another program is tried after it, or it is asked for first.
    {
      Dockerfile:
        'FROM alpine:3.22\nHEALTHCHECK CMD curl -f http://localhost/ || wget -q http://localhost/\n',
    },
    {
      Dockerfile:
        'FROM alpine:3.22\nHEALTHCHECK CMD if command -v curl; then curl -f http://localhost/; fi\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: alpine:3.22\n    command: sh -c "apk add curl && exec serve"\n    healthcheck:\n      test: curl -f http://localhost/\n',
    },
  ],

  *check(command) {
    const { phase, service, stage, nested, environment } = command
    const { nameSpan, name } = unwrap(command)
    const tool = programOf(unwrap(command))
    if (phase !== 'health' || nested || environment.kind === 'example' || !isProbeTool(tool)) return
    if (isTriedFirst(command) || isFetchedAtStart(command, tool)) return
    const image = service && !service.build ? service.image : undefined
    const isMissing = image
      ? imageHasTool(image, tool) === false
      : stage !== undefined && lacksTool(stage, tool)
    if (!isMissing) return
    const base = image ?? stage?.externalBase
    const other = otherTool(base, tool)
    const cure = other
      ? `call ${other}, which it has, or install ${tool}`
      : `install ${tool}, or check with a program that is there`
    yield {
      at: nameSpan,
      message: `The healthcheck calls ${name}, which ${base?.text ?? 'an image from scratch'} does not have and nothing brings in, so it always fails; ${cure}.`,
    }
  },
})

function isProbeTool(program: string): program is ProbeTool {
  return program === 'curl' || program === 'wget'
}

/** `curl … || wget …`: where the first is missing the second decides. */
function isTriedFirst({ line, span }: Command): boolean {
  return line.commands.some(
    (other) =>
      other.joint === '||' &&
      other.span.start > span.start &&
      !/^(?:exit|false|kill|return)$/.test(other.name),
  )
}

/** The container installs it when it starts, or a file of its name is laid over it. */
function isFetchedAtStart({ service }: Command, tool: string): boolean {
  if (!service) return false
  const { startCommands, mounts } = service
  return (
    startCommands.some(({ name, words }) =>
      [name, ...words.map(({ value }) => value)].some((word) => word.includes(tool)),
    ) || mounts.some(({ target }) => target?.value.endsWith(`/${tool}`))
  )
}
