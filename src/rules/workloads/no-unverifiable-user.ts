import { builtImageOf } from '../../deployment/built-images.ts'
import type { Stage } from '../../deployment/image.ts'
import { endsAsRoot } from '../../deployment/root-users.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Span } from '../../span.ts'
import { examplePod } from './example-pod.ts'

const COMPOSE = 'services:\n  web:\n    build: .\n    image: acme/web:2\n'
const POD = examplePod({ container: '      securityContext: { runAsNonRoot: «true» }\n' })
const plain = (text: string) => text.replaceAll(/[«»]/g, '')

export default defineRule({
  id: 'no-unverifiable-user',
  on: 'container',
  severity: 'error',
  category: 'correctness',
  summary: 'A container that must not run as root has a user that the kubelet can see is none.',
  why: 'The kubelet compares numbers: of an image whose user is a name, or root, it refuses to start a container with runAsNonRoot, and the rollout hangs in CreateContainerConfigError.',
  bad: [
    { 'pod.yaml': POD, 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nUSER node\n' },
    { 'pod.yaml': POD, 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nUSER root\n' },
    { 'pod.yaml': POD, 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nCMD ["node", "."]\n' },
    {
      'pod.yaml': examplePod({ spec: '  securityContext: { runAsNonRoot: «true» }\n' }),
      'skaffold.yaml': 'build:\n  artifacts:\n    - image: acme/web\n      context: app\n',
      'app/Dockerfile': 'FROM node:24 AS base\nUSER app:app\nFROM base\n',
    },
  ],
  good: [
    { 'pod.yaml': plain(POD), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nUSER 1000\n' },
    { 'pod.yaml': plain(POD), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nUSER 1000:node\n' },
    {
      'pod.yaml': examplePod({
        container: '      securityContext: { runAsNonRoot: true, runAsUser: 1000 }\n',
      }),
      'compose.yaml': COMPOSE,
      Dockerfile: 'FROM node:24\nUSER node\n',
    },
    // Nobody knows the user of the image below, or what the variable says.
    { 'pod.yaml': plain(POD), 'compose.yaml': COMPOSE, Dockerfile: 'FROM ghcr.io/acme/base:4\n' },
    {
      'pod.yaml': plain(POD),
      'compose.yaml': COMPOSE,
      Dockerfile: 'FROM node:24\nARG USER_ID\nUSER $USER_ID\n',
    },
    { 'pod.yaml': examplePod(), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nUSER node\n' },
    { 'pod.yaml': plain(POD) },
  ],

  *check(container, { project }) {
    const { runAsNonRoot, runAsUser, isMalformed } = container.security
    if (isMalformed || !runAsNonRoot?.value || runAsUser) return
    const built = builtImageOf(container, project)
    const user = built && userOf(built.stage)
    if (!user) return
    const { path } = built.image
    const fault =
      user.name === undefined
        ? `${path} sets none, so it is root`
        : `${path} says USER ${user.name}, ${user.isRoot ? 'which is root' : 'a name that the kubelet cannot check'}`
    yield {
      at: runAsNonRoot.span,
      message: `The ${container.title} must not run as root and names no user, and ${fault}: it will not start. Write USER with a number there, or runAsUser with that number here.`,
      ...(user.span && { related: [{ at: user.span, message: 'The user of the image' }] }),
    }
  },
})

/** The user that an image runs as, where that is none that the kubelet takes. */
function userOf(stage: Stage): { name?: string; isRoot: boolean; span?: Span } | undefined {
  const word = stage.user?.words[0]
  if (!word) return endsAsRoot(stage) ? { isRoot: true } : undefined
  const name = word.value.split(':')[0]!
  if (name.includes('$') || (/^\d+$/.test(name) && Number(name) !== 0)) return undefined
  return { name, isRoot: /^(?:root|0+)$/.test(name), span: word.span }
}
