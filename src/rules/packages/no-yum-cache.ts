import { isInPipeline } from '../../deployment/command.ts'
import { endOfRun } from '../../deployment/package-caches.ts'
import { cachingCommand } from '../../deployment/package-layers.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3032', 'trivy:DS-0015', 'kics:yum_clean_all_missing']

export default defineRule({
  id: 'no-yum-cache',
  on: 'command',
  severity: 'warning',
  category: 'performance',
  summary: 'What yum fetches besides the packages themselves does not stay in the image.',
  why: 'Its cache is often larger than what it installs, and is pulled with every deployment.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM centos:7\nRUN yum «install» -y httpd\n' },
    { Dockerfile: 'FROM centos:7\nRUN yum clean all && yum -y «install» httpd && rm -rf /tmp/*\n' },
    { Dockerfile: 'FROM centos:7\nRUN ["yum", «"install"», "-y", "httpd"]\nRUN yum clean all\n' },
    { Dockerfile: 'FROM centos:7\nRUN yum install -y httpd && yum clean all && sudo yum «install» -y git\n' },
  ],
  good: [
    { Dockerfile: 'FROM centos:7\nRUN yum install -y httpd && yum install -y git && yum clean all\n' },
    { Dockerfile: 'FROM centos:7\nRUN yum install -y httpd && rm -rf /var/cache/yum/* && yum search git\n' },
    { Dockerfile: 'FROM centos:7\nRUN --mount=type=cache,target=/var/cache/yum yum install -y httpd\n' },
    {
      Dockerfile:
        'FROM centos:7 AS build\nRUN yum install -y gcc\nFROM centos:7\nCOPY --from=build /app /app\n',
    },
    { 'Dockerfile.dev': 'FROM centos:7\nRUN yum install -y httpd\n' },
  ],

  *check(command) {
    if (isInPipeline(command)) return
    const asked = cachingCommand(command, 'yum')
    if (!asked) return
    const { stage } = command
    // KICS reads the last stage only.
    const isLast = stage === stage?.image.finalStage
    const isPeers = asked.action === 'install'
    const peers = isPeers ? PEERS.filter((peer) => isLast || !peer.startsWith('kics')) : []
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
