import { asksForExperiment } from '../../deployment/check-directive.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-definition-comment',
  on: 'instruction',
  severity: 'info',
  category: 'style',
  summary: 'A comment right above an ARG or a named stage begins with its name.',
  why: '`docker build --call=outline` prints that comment as the description of the argument or stage.',
  like: ['buildkit:InvalidDefinitionDescription'],
  bad: [
    { Dockerfile: '# the version to build\n«ARG VERSION=1»\nFROM debian:13\n' },
    { Dockerfile: '# Here we build.\n«FROM debian:13 AS build»\n' },
  ],
  good: [
    { Dockerfile: '# VERSION is what to build\nARG VERSION=1\n# build makes it\nFROM debian:13 AS build\n' },
    { Dockerfile: '# Here we build.\n\nFROM debian:13 AS build\n# for everybody\n#\nARG X=1\n' },
    { Dockerfile: '# what it runs on\nFROM debian:13\n# a copy\nCOPY a /a\n' },
    { Dockerfile: '# syntax=docker/dockerfile:1\nFROM debian:13 AS build\n' },
  ],

  *check(instruction) {
    if (instruction.onbuild) return
    const names =
      instruction.keyword === 'ARG'
        ? instruction.pairs.map(({ key }) => key.value)
        : instruction.keyword === 'FROM' && instruction.name
          ? [instruction.name.value.toLowerCase()]
          : []
    const comment = instruction.above.at(-1)
    if (!comment?.text || names.length === 0 || names.includes(comment.text.split(' ', 1)[0]!)) return
    if (isForTools(comment.text)) return
    yield {
      at: instruction.span,
      message: `The comment above is shown as the description of ${names[0]}; begin it with "${names[0]} ", or leave a blank line between.`,
      like: asksForExperiment(instruction.image, 'InvalidDefinitionDescription')
        ? ['buildkit:InvalidDefinitionDescription']
        : [],
    }
  },
})

/** `# syntax=…`, `# hadolint ignore=…`: no description of anything. */
function isForTools(text: string): boolean {
  return /^(?:syntax|escape|check)\s*=|^(?:hadolint|checkov|trivy|renovate|plimsoll|dockerfilelint)\b/i.test(
    text,
  )
}
