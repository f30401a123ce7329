import { isInPipeline } from '../../deployment/command.ts'
import { endOfRun } from '../../deployment/package-caches.ts'
import { cachingCommand, isCleanedLater } from '../../deployment/package-layers.ts'
import { buildCommandsOf } from '../../deployment/stage-commands.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3036', 'trivy:DS-0020', 'kics:missing_zypper_clean']

export default defineRule({
  id: 'no-zypper-cache',
  on: 'command',
  severity: 'warning',
  category: 'performance',
  summary: 'What zypper fetches besides the packages themselves does not stay in the image.',
  why: 'Its cache is often larger than what it installs, and is pulled with every deployment.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper «install» -y httpd\n' },
    {
      Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper clean && zypper -y «install» httpd && rm -rf /tmp/*\n',
    },
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN ["zypper", «"install"», "-y", "httpd"]\nRUN zypper clean\n' },
    {
      Dockerfile:
        'FROM opensuse/leap:15.6\nRUN zypper install -y httpd && zypper clean && sudo zypper «install» -y git\n',
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM opensuse/leap:15.6\nRUN zypper install -y httpd && zypper install -y git && zypper clean\n',
    },
    {
      Dockerfile:
        'FROM opensuse/leap:15.6\nRUN zypper install -y httpd && rm -rf /var/cache/zypp/* && zypper search git\n',
    },
    {
      Dockerfile:
        'FROM opensuse/leap:15.6\nRUN --mount=type=cache,target=/var/cache/zypp zypper install -y httpd\n',
    },
    {
      Dockerfile:
        'FROM opensuse/leap:15.6 AS build\nRUN zypper install -y gcc\nFROM opensuse/leap:15.6\nCOPY --from=build /app /app\n',
    },
    { 'Dockerfile.dev': 'FROM opensuse/leap:15.6\nRUN zypper install -y httpd\n' },
  ],

  *check(command, { project }) {
    if (isInPipeline(command)) return
    const asked = cachingCommand(command, 'zypper')
    if (!asked) return
    const { stage } = command
    // hadolint looks at installations, KICS at the last stage, where a later RUN may clean up too.
    const isInstall = /^in(?:stall)?$/.test(asked.action)
    const isLast = stage === stage?.image.finalStage
    const isKics = isLast && !isCleanedLater(command, buildCommandsOf(command.stage, project), ['zypper'])
    const peers = PEERS.filter((peer) => {
      if (peer.startsWith('trivy')) return command.line.form === 'shell'
      return peer.startsWith('kics') ? isKics : isInstall
    })
    const clean = `${asked.program} clean`
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
