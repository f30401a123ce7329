import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

const CONFIGURATION = ['trivy:KCV-0082', 'kics:kubelet_read_only_port_is_not_set_to_zero']

export default defineRule({
  id: 'no-read-only-kubelet-port',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'Kubelets have no port without authentication.',
  why: 'The read-only port shows every pod of the node with its environment and metrics to whoever can reach it. A kubelet that is started by flags alone opens port 10255.',
  like: ['checkov:CKV_K8S_141', 'trivy:KCV-0082', 'kics:kubelet_read_only_port_is_not_set_to_zero'],
  bad: [
    { 'program.yaml': examplePodOf('kubelet', '«--read-only-port=10255»') },
    { 'program.yaml': examplePodOf('«kubelet»', '--v=2') },
    { 'program.yaml': exampleKubelet('readOnlyPort: «10255»\n') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kubelet', '--read-only-port=0') },
    { 'program.yaml': examplePodOf('kubelet', '--config=/var/lib/kubelet/config.yaml') },
    //  Closed is the default of the configuration.
    { 'program.yaml': exampleKubelet() },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kubelet')) {
      const port = program.setting('read-only-port')
      if (port ? port.value === '0' : program.isConfiguration || !program.lacks('read-only-port')) continue
      yield {
        at: program.placeOf('read-only-port'),
        message: `${program.title} answers without authentication; set ${program.spelling('read-only-port')} to 0.`,
        ...(program.isConfiguration && { like: CONFIGURATION }),
      }
    }
  },
})
