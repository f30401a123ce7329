import { expandKnown } from '../../deployment/build-image.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-numeric-user',
  on: 'instruction',
  severity: 'info',
  category: 'reliability',
  summary: 'USER is a number.',
  why: 'Outside the image nobody knows what number a name has: Kubernetes refuses to start it under runAsNonRoot, and files on volumes belong to no one.',
  like: ['hadolint:DL3066'],
  bad: [
    { Dockerfile: 'FROM node:24\nUSER «node»\n' },
    { Dockerfile: 'FROM node:24\nARG OWNER=app\nUSER «$OWNER:1000»\n' },
  ],
  good: [
    { Dockerfile: 'FROM node:24\nUSER 1000\nUSER 1000:node\n' },
    { Dockerfile: 'FROM node:24\nARG ID=1000\nARG OTHER\nUSER $ID\nUSER ${OTHER}\n' },
    { 'Dockerfile.example': 'FROM node:24\nUSER node\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'USER' || instruction.image.mark === 'example') return
    const [word] = instruction.words
    const known = new Map(instruction.stage?.variables.map(({ name, value }) => [name, value]))
    const user = word && expandKnown(word.value, known)?.split(':', 1)[0]
    if (!word || user === undefined || /^\d+$/.test(user)) return
    yield {
      at: word.span,
      message: `Nobody outside the image knows which number ${user} has; write the number, such as USER 10001.`,
      ...(instruction.onbuild && { like: [] }),
    }
  },
})
