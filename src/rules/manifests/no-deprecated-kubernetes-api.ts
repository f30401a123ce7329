import { adviceOnApi } from '../../deployment/kubernetes/api-advice.ts'
import { defineRule } from '../../engine/rule.ts'
import { PEERS_OF_APIS, problemOfApi } from './api-problem.ts'

export default defineRule({
  id: 'no-deprecated-kubernetes-api',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'An object uses an API that has a future.',
  why: 'A deprecated API is no longer served some versions later, and then the object can no longer be applied.',
  like: PEERS_OF_APIS,
  bad: [{ 'endpoints.yaml': 'apiVersion: «v1»\nkind: Endpoints\nmetadata: { name: db }\n' }],
  good: [
    {
      'slice.yaml':
        'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: { name: db }\naddressType: IPv4\nendpoints: []\n',
    },
    // Removed, which is more than deprecated.
    { 'job.yaml': 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: backup }\n' },
  ],

  *check(object, { project }) {
    const advice = adviceOnApi(object, project.apis)
    if (advice?.state === 'deprecated') yield problemOfApi(object, advice)
  },
})
