import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-inconsistent-instruction-case',
  on: 'image',
  severity: 'info',
  category: 'style',
  summary: 'The instructions of a file are all in upper or all in lower case.',
  why: 'An eye that looks for instructions passes over those that look different.',
  like: ['buildkit:ConsistentInstructionCasing'],
  bad: [
    { Dockerfile: 'FROM debian:13\nCOPY a /a\n«copy» b /b\n' },
    { Dockerfile: 'from debian:13\ncopy a /a\n«Run» make\n' },
    { Dockerfile: 'FROM debian:13\n«run» make\n' },
  ],
  good: [
    { Dockerfile: 'from debian:13\nrun make\n' },
    { Dockerfile: 'ARG A=1\nFROM debian:13\nRUN make\nONBUILD copy a /a\n' },
  ],

  *check({ stages, document: { text } }) {
    const keywords = stages
      .flatMap(({ from, instructions }) => (from ? [from, ...instructions] : []))
      .map(({ keywordSpan: span }) => ({ span, word: text.slice(span.start, span.end) }))
    const lower = keywords.filter(({ word }) => word === word.toLowerCase()).length
    const upper = keywords.filter(({ word }) => word === word.toUpperCase()).length
    for (const { span, word } of keywords) {
      const wanted = lower > upper ? word.toLowerCase() : word.toUpperCase()
      if (word === wanted) continue
      yield {
        at: span,
        message: `Write ${wanted} instead of ${word}, as most of the file does.`,
        fix: { title: `Write ${wanted}`, safe: true, edits: [{ span, text: wanted }] },
      }
    }
  },
})
