import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

const LIKE: Readonly<Record<string, readonly string[]>> = {
  'kube-apiserver': ['checkov:CKV_K8S_90', 'trivy:KCV-0018'],
  'kube-controller-manager': ['checkov:CKV_K8S_107', 'trivy:KCV-0034'],
  'kube-scheduler': ['checkov:CKV_K8S_114', 'trivy:KCV-0040'],
}

export default defineRule({
  id: 'no-profiling',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'The programs of the control plane serve no profiles.',
  why: 'A profile shows how the program is built and what it does, and taking one costs time of the processor: it helps whoever looks for a fault, or wants to slow the cluster down.',
  like: [
    'checkov:CKV_K8S_90',
    'checkov:CKV_K8S_107',
    'checkov:CKV_K8S_114',
    'trivy:KCV-0018',
    'trivy:KCV-0034',
    'trivy:KCV-0040',
    'kics:profiling_not_set_to_false',
  ],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--profiling=true»') },
    { 'program.yaml': examplePodOf('«kube-controller-manager»', '--v=2') },
    { 'program.yaml': examplePodOf('«kube-scheduler»', '--v=2') },
    { 'program.yaml': exampleKubelet('profiles: []\n', '«KubeSchedulerConfiguration»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--profiling=false') },
    { 'program.yaml': examplePodOf('kube-scheduler', '--config=/etc/kubernetes/scheduler.yaml') },
    { 'program.yaml': exampleKubelet('enableProfiling: false\n', 'KubeSchedulerConfiguration') },
    { 'program.yaml': examplePodOf('kubelet') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler')) {
      if (program.mayBeOff('profiling')) continue
      const like = program.isConfiguration ? [] : [...(LIKE[program.name] ?? [])]
      // One peer knows that a scheduler without the flag may be told by its configuration.
      const isUnsaid =
        program.name === 'kube-scheduler' && !program.isConfiguration && !program.isOn('profiling')
      if (!isUnsaid) like.push('kics:profiling_not_set_to_false')
      yield {
        at: program.placeOf('profiling'),
        message: `${program.title} serves profiles; set ${program.spelling('profiling')} to false.`,
        like,
      }
    }
  },
})
