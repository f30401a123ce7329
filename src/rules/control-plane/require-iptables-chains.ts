import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

const CONFIGURATION = ['trivy:KCV-0084', 'kics:kubelet_not_managing_ip_tables']

export default defineRule({
  id: 'require-iptables-chains',
  on: 'object',
  severity: 'warning',
  category: 'reliability',
  summary: 'Kubelets keep the chains of iptables that the cluster needs.',
  why: "Without them the rules of the node and those that Services need get in each other's way, and traffic goes past them.",
  like: ['checkov:CKV_K8S_145', 'trivy:KCV-0084', 'kics:kubelet_not_managing_ip_tables'],
  bad: [
    { 'program.yaml': examplePodOf('kubelet', '«--make-iptables-util-chains=false»') },
    { 'program.yaml': exampleKubelet('makeIPTablesUtilChains: «false»\n') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kubelet') },
    { 'program.yaml': exampleKubelet('makeIPTablesUtilChains: true\n') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kubelet')) {
      if (!program.isOff('make-iptables-util-chains')) continue
      yield {
        at: program.placeOf('make-iptables-util-chains'),
        message: `${program.title} leaves the chains of iptables to others; remove ${program.spelling('make-iptables-util-chains')}.`,
        ...(program.isConfiguration && { like: CONFIGURATION }),
      }
    }
  },
})
