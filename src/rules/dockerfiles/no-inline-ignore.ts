import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-inline-ignore',
  on: 'image',
  severity: 'info',
  category: 'style',
  summary: 'No comment in a Dockerfile switches off a linter.',
  why: 'Where a policy is kept by others than those who write the file, exceptions belong into the policy.',
  like: ['hadolint:DL1001'],
  bad: [
    { Dockerfile: 'FROM debian:13\n«# hadolint ignore=DL3003»\nRUN make\n' },
    { Dockerfile: 'FROM debian:13\n«# hadolint global ignore=DL3003»\n«# check=skip=all»\nRUN make\n' },
    {
      Dockerfile:
        '«#checkov:skip=CKV_DOCKER_2: no need»\nFROM debian:13\n«#trivy:ignore:DS-0002»\nRUN make\n',
    },
  ],
  good: [
    { Dockerfile: '# hadolint shell=powershell\nFROM debian:13\n# we ignore=nothing\nRUN make\n' },
    { Dockerfile: '# check=error=true\nFROM debian:13\n' },
  ],

  *check({ document }) {
    for (const { text, span } of document.comments) {
      const isHadolints = /^hadolint\s+(?:(?:global|stage)\s+)?ignore\s*=/.test(text)
      if (!isHadolints && !/^(?:check\s*=.*\bskip\s*=|checkov:skip|trivy:ignore|kics-scan\s)/.test(text))
        continue
      yield {
        at: span,
        message:
          'This comment switches a check off; make the exception in the policy, where its owners see it.',
        like: isHadolints ? ['hadolint:DL1001'] : [],
      }
    }
  },
})
