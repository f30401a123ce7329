import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-numbered-stage',
  on: 'instruction',
  severity: 'info',
  category: 'style',
  summary: 'COPY --from names its stage, and does not count.',
  why: 'A stage more at the top, and it copies from another one.',
  like: ['kics:using_unnamed_build_stages'],
  bad: [{ Dockerfile: 'FROM node:24\nRUN make\nFROM nginx:1.29\nCOPY --from=«0» /a /a\n' }],
  good: [
    {
      Dockerfile:
        'FROM node:24 AS build\nFROM nginx:1.29\nCOPY --from=build /a /a\nCOPY --from=a/1:1 /b /b\n',
    },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'COPY') return
    const from = instruction.flags.find(({ name }) => name === 'from')?.value
    if (!from || !/^\d+$/.test(from.value)) return
    const name = instruction.image.stages[Number(from.value)]?.name?.value
    yield {
      at: from.span,
      message: name
        ? `Stage ${from.value} is called ${name}; write --from=${name}.`
        : `Give stage ${from.value} a name by AS and write it here.`,
      like: instruction.onbuild ? [] : ['kics:using_unnamed_build_stages'],
      ...(name && { fix: { title: 'Write its name', safe: true, edits: [{ span: from.span, text: name }] } }),
    }
  },
})
