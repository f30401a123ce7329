import { defineRule } from '../../engine/rule.ts'

const set = (spec: string) =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\nspec:\n${spec}  template:\n    metadata: { labels: { app: db } }\n    spec: { containers: [{ name: db, image: acme/db:2 }] }\n`
const service = (more = '  clusterIP: None\n') =>
  `---\napiVersion: v1\nkind: Service\nmetadata: { name: db }\nspec:\n${more}  selector: { app: db }\n`

export default defineRule({
  id: 'require-headless-service',
  on: 'workload',
  severity: 'error',
  category: 'correctness',
  summary: 'The serviceName of a StatefulSet is a headless Service for its pods.',
  why: 'The pods get their names in DNS from it; without it they run, and their peers do not find them.',
  like: ['kube-score:statefulset-has-servicename', 'kics:statefulset_without_service_name'],
  bad: [
    { 'db.yaml': set('  serviceName: «dbs»\n') + service() },
    { 'db.yaml': set('  serviceName: «db»\n') + service('') },
    { 'db.yaml': set('').replace('spec:\n', '«spec»:\n') + service() },
    { 'db.yaml': set('  serviceName: «db»\n').replace('app: db', 'app: base') + service() },
  ],
  good: [
    { 'db.yaml': set('  serviceName: db\n') + service() },
    { 'db.yaml': set('  serviceName: db\n').replace('StatefulSet', 'Deployment') },
  ],

  *check({ kind, object, cluster, namespace, podLabels, title }) {
    if (kind !== 'StatefulSet' || !cluster.isWhole) return
    const field = object.at('spec', 'serviceName')
    const name = field.text()?.value ?? ''
    const service = cluster.service(namespace, name)
    const takesItsPods =
      service !== undefined && !service.selector.isEmpty && service.selector.matches(podLabels)
    if (service?.isHeadless && takesItsPods) return
    yield {
      at: field.place,
      message:
        name === ''
          ? `${title} has no serviceName; write the name of a Service with clusterIP: None for its pods.`
          : `${title} wants the Service ${name}, ${!service ? 'which is in no file' : service.isHeadless ? 'which does not select its pods' : 'which is not headless'}; it needs one with clusterIP: None and the labels of its pods.`,
    }
  },
})
