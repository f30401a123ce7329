import { copyRows } from '../../deployment/copy-rows.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-consecutive-copy',
  on: 'stage',
  severity: 'info',
  category: 'performance',
  summary: 'Files that go to the same folder are copied by one COPY.',
  why: 'Each COPY is a layer to store, transfer and unpack; a row of them to one place gains nothing.',
  like: ['kics:multiple_run_add_copy_instructions_listed'],
  bad: [
    {
      Dockerfile:
        'FROM node:24\nWORKDIR /app\n«COPY package.json ./»\nCOPY yarn.lock ./\nCOPY tsconfig.json ./\nRUN make\n',
    },
    { Dockerfile: 'FROM node:24\n«ADD a.tar.gz /opt»\nADD b.tar.gz /opt\n' },
  ],
  good: [
    { Dockerfile: 'FROM node:24\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY src ./\n' },
    { Dockerfile: 'FROM node:24\nCOPY a /a/\nCOPY b /b/\nCOPY --chmod=755 c /b/\nCOPY --from=x:1 d /b/\n' },
    { Dockerfile: 'FROM node:24\nCOPY a.txt /file\nADD b.txt /file\n' },
  ],

  *check(stage) {
    for (const { first, others } of copyRows(stage)) {
      const rest = others.length > 1 ? `${others.length} after it copy` : 'one after it copy'
      yield {
        at: first.span,
        message: `This and the ${rest} to ${first.destination?.value}; write one ${first.keyword}.`,
        like: stage === stage.image.finalStage ? ['kics:multiple_run_add_copy_instructions_listed'] : [],
        related: others.map(({ span }) => ({ at: span, message: 'To the same place.' })),
      }
    }
  },
})
