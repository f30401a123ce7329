import { defineRule } from '../../engine/rule.ts'
import { examplePod } from '../workloads/example-pod.ts'

const from = (reference: string) =>
  examplePod({
    container: `      env:\n        - name: MODE\n          valueFrom:\n            ${reference}\n`,
  })
const configMap = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { mode: fast }\n'

interface Options {
  readonly acceptMissingSecrets: boolean
}

export default defineRule<'container', Options>({
  id: 'require-env-source',
  on: 'container',
  severity: 'error',
  category: 'correctness',
  summary: 'The ConfigMap or Secret that a variable comes from is there, and has the key.',
  why: 'Where one is missing the container is not started: the pod stays in CreateContainerConfigError.',
  like: ['kube-linter:env-value-from'],
  options: {
    type: 'object',
    properties: {
      acceptMissingSecrets: {
        description: 'Secrets that are in no file are somewhere else.',
        type: 'boolean',
        default: false,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'pod.yaml': from('configMapKeyRef: { name: «wbe», key: mode }') + configMap },
    { 'pod.yaml': from('configMapKeyRef: { name: web, key: «model» }') + configMap },
    { 'pod.yaml': from('secretKeyRef: { name: «web», key: token }') },
  ],
  good: [
    { 'pod.yaml': from('configMapKeyRef: { name: web, key: mode }') + configMap },
    { 'pod.yaml': from('configMapKeyRef: { name: wbe, key: mode, optional: true }') },
    {
      'pod.yaml': from('secretKeyRef: { name: web, key: token }'),
      'plimsoll.yaml': 'rules:\n  require-env-source:\n    options: { acceptMissingSecrets: true }\n',
    },
  ],

  *check(container, { options }) {
    const { cluster } = container.workload
    for (const { kind, variable, name, key, isOptional, object } of container.environmentSources) {
      if (kind === 'field' || !variable || !name || isOptional) continue
      if (!object) {
        if (!cluster.isWhole || (kind === 'Secret' && options.acceptMissingSecrets)) continue
        yield {
          at: name.span,
          message: `${variable.value} of ${container.title} comes from the ${kind} ${name.value}, which is in no file; add it, or correct the name.`,
        }
        continue
      }
      const lists = kind === 'Secret' ? ['data', 'stringData'] : ['data', 'binaryData']
      if (!key || lists.some((list) => object.at(list, key.value).isWritten)) continue
      yield {
        at: key.span,
        message: `The ${kind} ${name.value} has no ${key.value}, which ${variable.value} of ${container.title} comes from; add it, or correct the key.`,
      }
    }
  },
})
