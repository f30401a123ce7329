import { commandsAfter, endOfRun, removesFolder, runsAction } from '../../deployment/package-caches.ts'
import { packageCommand } from '../../deployment/package-managers.ts'
import { isMountedAway } from '../../deployment/run-mounts.ts'
import { isBuilderOnly, reachesImage } from '../../deployment/stage-reach.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3009', 'kics:apt_get_install_lists_were_not_deleted']
const PROGRAMS = ['apt-get', 'apt', 'aptitude']

export default defineRule({
  id: 'no-apt-lists-in-image',
  on: 'command',
  severity: 'info',
  category: 'performance',
  summary: 'The package lists that `apt-get update` fetches do not stay in the image.',
  why: 'They are tens of megabytes that are pulled with every deployment and are out of date the next day.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN apt-get «update» && apt-get install -y curl\n' },
    { Dockerfile: 'FROM debian:12 AS base\nRUN aptitude «update» && apt-get clean\nFROM base\nRUN true\n' },
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get «update» && apt-get install -y curl\nRUN rm -rf /var/lib/apt/lists/*\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nRUN --mount=type=cache,target=/var/cache/apt apt-get «update» && apt-get install -y curl\n',
    },
    { Dockerfile: 'FROM debian:12\nONBUILD RUN apt-get «update» && apt-get install -y curl\n' },
    { Dockerfile: 'FROM debian:12\nRUN <<EOF\nset -e\nrm -rf /var/lib/apt/lists/*\napt-get «update»\nEOF\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN apt-get update; apt-get install -y curl; rm -r /var/lib/apt\n' },
    { Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get install -y curl && apt-get distclean\n' },
    {
      Dockerfile:
        'FROM debian:12\nRUN --mount=type=cache,target=/var/cache/apt --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl\n',
    },
    {
      Dockerfile:
        'FROM debian:12 AS build\nRUN apt-get update && apt-get install -y gcc\nFROM debian:12\nCOPY --from=build /app /app\n',
    },
    { 'Dockerfile.dev': 'FROM debian:12\nRUN apt-get update\n' },
  ],

  *check(command) {
    const { stage, instruction } = command
    if (!command.environment.isProduction || command.phase !== 'build' || !stage) return
    const update = packageCommand(command)
    if (update?.manager !== 'apt' || update.action !== 'update' || isBuilderOnly(stage)) return
    const after = commandsAfter(command)
    // Of several updates in a RUN the last is the one to clean up after.
    if (runsAction(after, PROGRAMS, ['update'])) return
    if (
      removesFolder(after, '/var/lib/apt/lists') ||
      runsAction(after, PROGRAMS, ['distclean', 'dist-clean'])
    )
      return
    if (isMountedAway(instruction, '/var/lib/apt/lists') && isMountedAway(instruction, '/var/cache/apt'))
      return
    if (instruction?.flags.some(({ value }) => value?.value.includes('/var/lib/apt/lists'))) return
    // hadolint leaves out stages that nothing is built on, KICS is content with `apt-get clean`.
    const isHadolints = instruction?.onbuild || reachesImage(stage)
    const isKics = runsAction(after, ['apt-get'], ['install']) && !runsAction(after, ['apt-get'], ['clean'])
    const end = endOfRun(command)
    const isNeeded = stage.image.document.instructions.some(
      (other) => other.keyword === 'RUN' && other.span.start > command.span.start && !other.onbuild,
    )
    yield {
      at: update.actionWord.span,
      message: `The lists that "${update.program} update" fetches stay in the layer; end the RUN by "&& rm -rf /var/lib/apt/lists/*".`,
      like: peersOf(PEERS, command, update.isBare).filter((peer) =>
        peer.startsWith('kics') ? isKics : isHadolints,
      ),
      ...(end && {
        fix: {
          title: 'Delete the package lists',
          // A later RUN may install from them.
          safe: !isNeeded,
          edits: [{ span: end, text: ' && rm -rf /var/lib/apt/lists/*' }],
        },
      }),
    }
  },
})
