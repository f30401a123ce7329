import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-instruction-before-from',
  on: 'image',
  severity: 'error',
  category: 'correctness',
  summary: 'Only comments and ARG stand before the first FROM.',
  why: 'There is no image yet that another instruction could change: the builder refuses the file.',
  like: ['hadolint:DL3061'],
  bad: [
    { Dockerfile: '«LABEL a=b»\nFROM debian:13\n' },
    { Dockerfile: 'ARG A=1\n«RUN make»\nCMD ["app"]\n' },
  ],
  good: [
    { Dockerfile: '# syntax=docker/dockerfile:1\n\nARG A=1\nFROM debian:13\nLABEL a=b\n' },
    { Dockerfile: 'ARG A=1\n' },
  ],

  *check({ document }) {
    const first = document.instructions.find(({ keyword }) => keyword !== 'ARG')
    if (!first || first.keyword === 'FROM' || first.keyword === 'UNKNOWN') return
    const hasFrom = document.instructions.some(({ keyword }) => keyword === 'FROM')
    yield {
      at: first.span,
      message: hasFrom
        ? `${first.keyword} stands before the first FROM; move it behind.`
        : `${first.keyword} changes an image, and no FROM says which; begin with FROM.`,
    }
  },
})
