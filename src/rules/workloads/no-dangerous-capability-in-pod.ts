import { powerOfCapability } from '../../deployment/capabilities.ts'
import { defineRule } from '../../engine/rule.ts'
import { addedCapabilityPeers } from './capability-peers.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'no-dangerous-capability-in-pod',
  on: 'container',
  severity: 'error',
  category: 'security',
  summary: 'No container has a capability by which it can take over its node.',
  why: 'With these capabilities the walls of a container are a matter of courtesy: it can load kernel code, mount disks or read every file of the node.',
  like: [
    'polaris:dangerousCapabilities',
    'checkov:CKV_K8S_25',
    'checkov:CKV_K8S_39',
    'trivy:KSV-0005',
    'trivy:KSV-0022',
    'trivy:KSV-0106',
    'trivy:KSV-0120',
    'kics:containers_with_added_capabilities',
    'kics:containers_with_sys_admin_capabilities',
  ],
  bad: [
    { 'pod.yaml': examplePod({ container: '      securityContext: { capabilities: { add: [«ALL»] } }\n' }) },
    {
      'pod.yaml': examplePod({
        container:
          '      securityContext:\n        capabilities:\n          add:\n            - NET_BIND_SERVICE\n            - «SYS_ADMIN»\n            - «cap_sys_module»\n',
      }),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      securityContext: { capabilities: { add: [CHOWN] } }\n' }) },
    { 'pod.yaml': examplePod({ container: '      securityContext: { capabilities: { drop: [ALL] } }\n' }) },
    { 'pod.yaml': examplePod({ container: '      securityContext: { capabilities: { add: } }\n' }) },
  ],

  *check({ title, security }) {
    for (const { value, span } of security.capabilities.added) {
      const power = powerOfCapability(value)
      if (power?.reach !== 'host') continue
      yield {
        at: span,
        message: `${value} lets the ${title} ${power.what}; leave it out, or add only the capability that is missing.`,
        like: addedCapabilityPeers(value, security.capabilities),
      }
    }
  },
})
