import type { Command } from '../../deployment/command.ts'
import { buildCommandsOf } from '../../deployment/stage-commands.ts'
import { defineRule } from '../../engine/rule.ts'
import { isHeadOfPart, peersOf } from './peers.ts'

const TOOLS = ['curl', 'wget']

export default defineRule({
  id: 'no-second-download-tool',
  on: 'stage',
  severity: 'warning',
  category: 'style',
  summary: 'A stage downloads by curl or by wget, not by both.',
  why: 'Two tools for one job are two packages to install, to patch and to configure for a proxy.',
  like: ['hadolint:DL4001', 'trivy:DS-0014', 'kics:run_using_wget_and_curl'],
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN wget https://example.com/a\nRUN «curl» https://example.com/b\n' },
    { Dockerfile: 'FROM debian:12\nRUN if [ -f a ]; then curl x; fi; sh -c "«wget» y" && curl z\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:12\nRUN apt-get install -y curl wget && curl https://example.com/a\n' },
    { Dockerfile: 'FROM debian:12\nRUN wget x\nFROM debian:12\nRUN ["curl", "x"]\nCMD wget y\n' },
  ],

  *check(stage, { project }) {
    const downloads = buildCommandsOf(stage, project).filter(({ name }) => TOOLS.includes(name))
    const first = downloads[0]
    const second = downloads.find(({ name }) => name !== first?.name)
    if (!first || !second || first.environment.kind === 'example') return
    const atHeads = downloads.filter((each) => isHeadOfPart(each) && isPlainRun(each))
    const seen = new Set(atHeads.map(({ name }) => name))
    const like = peersOf(['hadolint:DL4001'], second)
    yield {
      at: second.nameSpan,
      message: `This stage uses ${first.name} already; use it here too, and do not install ${second.name}.`,
      like: seen.size > 1 ? [...like, 'trivy:DS-0014', 'kics:run_using_wget_and_curl'] : like,
      related: [{ at: first.nameSpan, message: `${first.name} is used here.` }],
    }
  },
})

function isPlainRun({ instruction }: Command): boolean {
  return instruction?.keyword === 'RUN' && !instruction.onbuild
}
