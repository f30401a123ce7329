import { removeFlag } from '../../deployment/instruction-edits.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-redundant-platform',
  on: 'stage',
  severity: 'info',
  category: 'style',
  summary: 'FROM does not name the platform that it has anyway.',
  why: 'It looks as if something special were meant.',
  like: ['hadolint:DL3065', 'buildkit:RedundantTargetPlatform', 'kics:using_platform_with_from'],
  bad: [
    { Dockerfile: 'FROM «--platform=$TARGETPLATFORM» node:24\n' },
    { Dockerfile: 'FROM «--platform=${TARGETPLATFORM}» node:24 AS app\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM --platform=$BUILDPLATFORM node:24\nFROM --platform=${TARGETPLATFORM:-linux/arm64} node:24\n',
    },
  ],

  *check({ from, image }) {
    const flag = from?.flags.find(({ name }) => name === 'platform')
    if (!flag || !/^\$(?:TARGETPLATFORM|\{TARGETPLATFORM\})$/.test(flag.value?.value ?? '')) return
    yield {
      at: flag.span,
      message: '$TARGETPLATFORM is what FROM takes by itself; leave the flag out.',
      fix: { title: 'Remove the flag', safe: true, edits: [removeFlag(image, flag.span)] },
    }
  },
})
