import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

/** Pod Security Standards, baseline: those that each pod has for itself and that harm no other. */
const SAFE = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
])
const KUBE_LINTER = ['kernel.msg', 'kernel.sem', 'kernel.shm', 'fs.mqueue.', 'net.']

export default defineRule({
  id: 'no-unsafe-sysctl',
  on: 'workload',
  severity: 'error',
  category: 'security',
  summary: 'Pods set only those parameters of the kernel that are safe.',
  why: 'The others are refused unless each node allows them, and then change the kernel for the pods beside it or let one use up its memory.',
  like: ['kube-linter:unsafe-sysctls', 'trivy:KSV-0026', 'kics:cluster_allows_unsafe_sysctls'],
  bad: [
    {
      'pod.yaml': examplePod({
        spec: '  securityContext:\n    sysctls:\n      - { name: net.ipv4.tcp_syncookies, value: "1" }\n      - { name: «net.core.somaxconn», value: "1024" }\n      - { name: «vm.max_map_count», value: "262144" }\n',
      }),
    },
  ],
  good: [
    {
      'pod.yaml': examplePod({
        spec: '  securityContext:\n    sysctls:\n      - { name: net/ipv4/ip_unprivileged_port_start, value: "0" }\n      - { name: kernel.shm_rmid_forced, value: "1" }\n',
      }),
    },
    { 'pod.yaml': examplePod({ spec: '  securityContext: { sysctls: }\n' }) },
  ],

  *check({ title, podSpec }) {
    for (const sysctl of podSpec.list('securityContext', 'sysctls')) {
      const name = sysctl.text('name')
      const parameter = name?.value.replaceAll('/', '.')
      if (!name || !parameter || SAFE.has(parameter)) continue
      yield {
        at: name.span,
        message: `${title} sets ${name.value}, which reaches beyond its pod or can; set it on the nodes made for that, or leave it out.`,
        like: [
          'trivy:KSV-0026',
          'kics:cluster_allows_unsafe_sysctls',
          ...(KUBE_LINTER.some((start) => name.value.startsWith(start))
            ? ['kube-linter:unsafe-sysctls']
            : []),
        ],
      }
    }
  },
})
