import { defineRule } from '../../engine/rule.ts'

const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}`

export default defineRule({
  id: 'require-pod-containers',
  on: 'workload',
  severity: 'error',
  category: 'correctness',
  summary: 'A pod has containers.',
  why: 'The API server refuses a pod without any.',
  like: ['kube-score:container-resources'],
  bad: [
    { 'pod.yaml': pod('  «containers»: []\n') },
    { 'pod.yaml': pod('  restartPolicy: Always\n').replace('spec', '«spec»') },
  ],
  good: [{ 'pod.yaml': pod('  containers: [{ name: app, image: acme/web:2 }]\n') }],

  *check({ title, podSpec }) {
    if (podSpec.list('containers').length > 0 || podSpec.list('initContainers').length > 0) return
    const containers = podSpec.at('containers')
    if (containers.isSet && !containers.isList) return
    yield { at: containers.place, message: `${title} has no containers; write one with a name and an image.` }
  },
})
