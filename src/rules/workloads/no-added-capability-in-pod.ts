import { powerOfCapability } from '../../deployment/capabilities.ts'
import { defineRule } from '../../engine/rule.ts'
import { addedCapabilityPeers } from './capability-peers.ts'
import { examplePod } from './example-pod.ts'

export default defineRule<'container', { allowed: readonly string[] }>({
  id: 'no-added-capability-in-pod',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'Containers add no capability.',
  why: 'Each is a part of the rights of root, and stays with whoever breaks in; most of what they are asked for goes without.',
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
  options: {
    type: 'object',
    properties: {
      allowed: {
        description: 'Capabilities that may be added, in capitals and without CAP_.',
        type: 'array',
        items: { type: 'string' },
        default: [],
      },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'pod.yaml': examplePod({
        container:
          '      securityContext:\n        capabilities:\n          add: [«NET_BIND_SERVICE», «Net_Admin»]\n',
      }),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      securityContext: { capabilities: { add: [] } }\n' }) },
    {
      'plimsoll.yaml':
        'rules:\n  no-added-capability-in-pod: { severity: warning, options: { allowed: [NET_BIND_SERVICE] } }\n',
      'pod.yaml': examplePod({
        container: '      securityContext: { capabilities: { add: [CAP_NET_BIND_SERVICE] } }\n',
      }),
    },
    // What takes over the node has a rule of its own.
    {
      'pod.yaml': examplePod({
        container: '      securityContext: { capabilities: { add: [SYS_ADMIN] } }\n',
      }),
    },
  ],

  *check({ title, security }, { options }) {
    for (const { value, span } of security.capabilities.added) {
      if (options.allowed.includes(value) || powerOfCapability(value)?.reach === 'host') continue
      yield {
        at: span,
        message: `The ${title} adds the capability ${value}; leave it out unless the program fails without it.`,
        like: addedCapabilityPeers(value, security.capabilities),
      }
    }
  },
})
