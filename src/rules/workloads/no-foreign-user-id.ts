import { builtImageOf } from '../../deployment/built-images.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const COMPOSE = 'services:\n  web:\n    build: .\n    image: acme/web:2\n'
const run = (user: string) => examplePod({ container: `      securityContext: { runAsUser: ${user} }\n` })

export default defineRule({
  id: 'no-foreign-user-id',
  on: 'container',
  severity: 'info',
  category: 'reliability',
  summary: 'A container runs as the user that its image was built for.',
  why: 'The files of the image belong to the user of its USER; under another number the program cannot write its cache, its socket or its uploads, and says so only when it tries.',
  bad: [
    { 'pod.yaml': run('«1001»'), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nUSER 1000\n' },
    { 'pod.yaml': run('«1001»'), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nUSER 1000:1001\n' },
  ],
  good: [
    { 'pod.yaml': run('1000'), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nUSER 1000\n' },
    { 'pod.yaml': run('1001'), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nUSER node\n' },
    { 'pod.yaml': run('1001'), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\n' },
    // That it is root is another matter, and an fsGroup lets it write.
    { 'pod.yaml': run('0'), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nUSER 1000\n' },
    { 'pod.yaml': run('1001') },
  ],

  *check(container, { project }) {
    const { runAsUser } = container.security
    if (!runAsUser || runAsUser.value === 0) return
    const built = builtImageOf(container, project)
    const word = built?.stage.user?.words[0]
    const user = word && /^\d+(?=:|$)/.exec(word.value)?.[0]
    if (!built || !word || user === undefined || Number(user) === runAsUser.value || Number(user) === 0)
      return
    yield {
      at: runAsUser.span,
      message: `The ${container.title} runs as ${runAsUser.value}, and ${built.image.path} is made for USER ${user}, whose files it cannot write; write runAsUser: ${user}, or change USER.`,
      related: [{ at: word.span, message: 'The user of the image' }],
    }
  },
})
