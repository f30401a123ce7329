import { defineRule } from '../../engine/rule.ts'

const PEERS = ['trivy:DS-0006', 'kics:copy_from_references_current_from_alias']

export default defineRule({
  id: 'no-self-copy',
  on: 'instruction',
  severity: 'error',
  category: 'correctness',
  summary: 'COPY --from does not name the stage it stands in.',
  why: 'A stage cannot copy from itself: the builder refuses the file.',
  like: ['hadolint:DL3023', ...PEERS],
  bad: [
    { Dockerfile: 'FROM node:24 AS build\nCOPY --from=«build» /a /b\n' },
    { Dockerfile: 'FROM node:24\nCOPY --from=«0» /a /b\n' },
  ],
  good: [
    { Dockerfile: 'FROM node:24 AS build\nFROM nginx:1.29 AS web\nCOPY --from=build /a /b\nRUN cp /a /c\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'COPY' || !instruction.stage) return
    const { name, index, from: own } = instruction.stage
    const from = instruction.flags.find((flag) => flag.name === 'from')?.value
    const isName = name !== undefined && from?.value.toLowerCase() === name.value.toLowerCase()
    if (!from || !own || !(isName || from.value === String(index))) return
    const named = from.value === name?.value ? ['hadolint:DL3023', ...PEERS] : PEERS
    yield {
      at: from.span,
      message: `${from.value} is the stage this COPY stands in; use RUN cp, or name another stage.`,
      like: instruction.onbuild || !isName ? [] : named,
    }
  },
})
