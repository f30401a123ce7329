import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

/** The minor version from which on there is no such port unless it is asked for. */
const FIRST_WITHOUT = 20

export default defineRule({
  id: 'no-insecure-api-port',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The API server has no port without TLS.',
  why: 'Requests to the insecure port are neither encrypted nor authenticated nor authorized: whoever reaches it is root of the cluster. It was on by default before Kubernetes 1.20.',
  like: [
    'checkov:CKV_K8S_86',
    'checkov:CKV_K8S_88',
    'kics:insecure_bind_address_set',
    'kics:insecure_port_not_properly_set',
  ],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--insecure-port=8080»') },
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--insecure-port=0',
        '«--insecure-bind-address=0.0.0.0»',
      ),
    },
    { 'program.yaml': examplePodOf('«kube-apiserver»').replace('v1.33.2', 'v1.18.4') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--insecure-port=0') },
    //  Since 1.20 there is none.
    { 'program.yaml': examplePodOf('kube-apiserver') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      const address = program.setting('insecure-bind-address')
      if (address) {
        yield {
          at: address.span,
          message: `${program.title} serves the API without TLS; remove --insecure-bind-address.`,
          like: ['checkov:CKV_K8S_86', 'kics:insecure_bind_address_set'],
        }
      }
      const port = program.setting('insecure-port')
      const isOpenByDefault =
        (program.minorVersion ?? FIRST_WITHOUT) < FIRST_WITHOUT && program.lacks('insecure-port')
      if (port ? port.value === '0' : !isOpenByDefault) continue
      yield {
        at: port?.span ?? program.place,
        message: `${program.title} serves the API without TLS; set --insecure-port to 0.`,
        like: ['checkov:CKV_K8S_88', 'kics:insecure_port_not_properly_set'],
      }
    }
  },
})
