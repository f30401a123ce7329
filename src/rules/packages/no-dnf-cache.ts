import { isInPipeline } from '../../deployment/command.ts'
import { endOfRun } from '../../deployment/package-caches.ts'
import { cachingCommand, isCleanedLater } from '../../deployment/package-layers.ts'
import { buildCommandsOf } from '../../deployment/stage-commands.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3040', 'trivy:DS-0019', 'trivy:DS-0027', 'kics:missing_dnf_clean_all']

export default defineRule({
  id: 'no-dnf-cache',
  on: 'command',
  severity: 'warning',
  category: 'performance',
  summary: 'What dnf fetches besides the packages themselves does not stay in the image.',
  why: 'Its cache is often larger than what it installs, and is pulled with every deployment.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM fedora:42\nRUN dnf «install» -y httpd\n' },
    { Dockerfile: 'FROM fedora:42\nRUN dnf clean all && dnf -y «install» httpd && rm -rf /tmp/*\n' },
    { Dockerfile: 'FROM fedora:42\nRUN ["dnf", «"install"», "-y", "httpd"]\nRUN dnf clean all\n' },
    {
      Dockerfile: 'FROM fedora:42\nRUN dnf install -y httpd && dnf clean all && sudo dnf «install» -y git\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM fedora:42\nRUN dnf install -y httpd && dnf install -y git && dnf clean all\n' },
    {
      Dockerfile:
        'FROM fedora:42\nRUN dnf install -y httpd && rm -rf /var/cache/libdnf5/* && dnf search git\n',
    },
    { Dockerfile: 'FROM fedora:42\nRUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y httpd\n' },
    {
      Dockerfile:
        'FROM fedora:42 AS build\nRUN dnf install -y gcc\nFROM fedora:42\nCOPY --from=build /app /app\n',
    },
    { 'Dockerfile.dev': 'FROM fedora:42\nRUN dnf install -y httpd\n' },
  ],

  *check(command, { project }) {
    if (isInPipeline(command)) return
    const asked = cachingCommand(command, 'dnf')
    if (!asked) return
    // trivy and KICS look for the two words next to each other, trivy knows each program by an id of its own.
    const isNext =
      asked.command.words[0] === asked.actionWord && /^(?:install|in|reinstall|rei)$/.test(asked.action)
    const isCleaned = isCleanedLater(command, buildCommandsOf(command.stage, project), [asked.program])
    const peers = [
      ...(/^(?:micro)?dnf$/.test(asked.program) && asked.action !== 'groupinstall'
        ? ['hadolint:DL3040']
        : []),
      ...(isNext && asked.program === 'dnf' ? ['trivy:DS-0019'] : []),
      ...(isNext && asked.program === 'microdnf' ? ['trivy:DS-0027'] : []),
      ...(isNext && !isCleaned ? ['kics:missing_dnf_clean_all'] : []),
    ]
    const clean = `${asked.program} clean all`
    const end = endOfRun(command)
    yield {
      at: asked.actionWord.span,
      message: `"${asked.program} ${asked.action}" leaves its cache in the layer; end the RUN by "&& ${clean}".`,
      like: peersOf(peers, command, asked.isBare),
      ...(end && {
        fix: { title: `Run ${clean}`, safe: true, edits: [{ span: end, text: ` && ${clean}` }] },
      }),
    }
  },
})
