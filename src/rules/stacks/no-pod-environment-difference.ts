import { nameList } from '../../deployment/name-list.ts'
import { podPairOf } from '../../deployment/pod-differences.ts'
import { defineRule } from '../../engine/rule.ts'

/** So many names fit in a sentence. */
const MOST_NAMES = 8

const deployment = (env: string, image = 'acme/api:1') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: ${image}\n${env}`
const service = (env: string) => `services:\n  api:\n    build: .\n    image: acme/api:1\n${env}`
const Dockerfile = 'FROM node:24\nUSER 1000\n'

export default defineRule({
  id: 'no-pod-environment-difference',
  on: 'container',
  severity: 'info',
  category: 'reliability',
  summary: 'A program gets the same variables from Compose as from Kubernetes.',
  why: 'What one of the two forgets is found where it hurts: in the cluster, by the first request that needs it.',
  bad: [
    {
      'compose.yaml': service(
        '    environment:\n      NODE_ENV: production\n      QUEUE_URL: redis://redis\n',
      ),
      'k8s/api.yaml': deployment('          env: [{ name: NODE_ENV, value: production }]\n').replace(
        '- name: api',
        '- name: «api»',
      ),
      Dockerfile,
    },
    {
      'compose.yaml': service('    environment:\n      NODE_ENV: production\n'),
      'k8s/api.yaml': deployment(
        '          env:\n            - { name: NODE_ENV, value: production }\n            - { name: «QUEUE_URL», value: redis://redis }\n',
      ),
      Dockerfile,
    },
  ],
  good: [
    {
      'compose.yaml': service('    environment:\n      QUEUE_URL: redis://redis\n'),
      'k8s/api.yaml': `${deployment('          envFrom: [{ configMapRef: { name: api } }]\n')}---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: api\ndata:\n  QUEUE_URL: redis://redis\n`,
      Dockerfile,
    },
    // What a Secret holds that is not here nobody knows; what the pod says of itself is for the cluster.
    {
      'compose.yaml': service('    environment:\n      QUEUE_URL: redis://redis\n'),
      'k8s/api.yaml': deployment(
        '          envFrom: [{ secretRef: { name: api } }]\n          env: [{ name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }]\n',
      ),
      Dockerfile,
    },
    // Another image is another program.
    {
      'compose.yaml': service('    environment:\n      QUEUE_URL: redis://redis\n'),
      'k8s/api.yaml': deployment('', 'acme/worker:1'),
      Dockerfile,
    },
  ],

  *check(container, { project }) {
    const pair = podPairOf(container, project)
    if (!pair) return
    const { missing, added } = pair
    const { name } = pair.service
    const related = [{ at: name.span, message: `The service ${name.value} of Compose` }]
    if (missing.length > 0) {
      const names = nameList(
        missing.map((variable) => variable.name),
        MOST_NAMES,
      )
      yield {
        at: container.place,
        message: `The ${container.title} does not get ${names}, which the service ${name.value} of Compose gets.`,
        related,
      }
    }
    const [first] = added
    if (first) {
      const names = nameList(
        added.map((variable) => variable.name),
        MOST_NAMES,
      )
      yield {
        at: first.origin.nameSpan,
        message: `The ${container.title} gets ${names}, which the service ${name.value} of Compose does not get.`,
        related,
      }
    }
  },
})
