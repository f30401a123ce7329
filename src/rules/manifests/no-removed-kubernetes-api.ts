import { adviceOnApi } from '../../deployment/kubernetes/api-advice.ts'
import { defineRule } from '../../engine/rule.ts'
import { PEERS_OF_APIS, problemOfApi } from './api-problem.ts'

export default defineRule({
  id: 'no-removed-kubernetes-api',
  on: 'object',
  severity: 'error',
  category: 'schema',
  summary: 'An object uses an API that the version of Kubernetes serves.',
  why: 'The API server refuses it: after an upgrade of the cluster it can no longer be applied.',
  like: PEERS_OF_APIS,
  bad: [
    { 'job.yaml': 'apiVersion: «batch/v1beta1»\nkind: CronJob\nmetadata: { name: backup }\n' },
    { 'web.yaml': 'apiVersion: «extensions/v1beta1»\nkind: Ingress\nmetadata: { name: web }\n' },
    { 'psp.yaml': 'apiVersion: «policy/v1beta1»\nkind: PodSecurityPolicy\nmetadata: { name: all }\n' },
  ],
  good: [
    { 'job.yaml': 'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: backup }\n' },
    { 'endpoints.yaml': 'apiVersion: v1\nkind: Endpoints\nmetadata: { name: db }\n' },
    { 'custom.yaml': 'apiVersion: example.com/v1beta1\nkind: CronJob\nmetadata: { name: backup }\n' },
  ],

  *check(object, { project }) {
    const advice = adviceOnApi(object, project.apis)
    if (advice?.state === 'removed') yield problemOfApi(object, advice)
  },
})
