import { grantsOf, type Leniency } from '../../deployment/kubernetes/pod-security-policy.ts'
import { defineRule } from '../../engine/rule.ts'

const ROOT_ADMITTED = 'kics:root_containers_admitted'

/** What is said of each, with the peers that say it. */
const SAYINGS: Readonly<Record<Leniency, { what: string; like: readonly string[] }>> = {
  privileged: {
    what: 'admits privileged containers; write privileged: false',
    like: ['checkov:CKV_K8S_2', 'kics:psp_set_to_privileged', ROOT_ADMITTED],
  },
  'host-pid': {
    what: 'admits pods into the process table of their node; write hostPID: false',
    like: ['checkov:CKV_K8S_1', 'kics:psp_allows_sharing_host_pid'],
  },
  'host-ipc': {
    what: 'admits pods to the shared memory of their node; write hostIPC: false',
    like: ['checkov:CKV_K8S_3', 'kics:psp_allows_sharing_host_ipc'],
  },
  'host-network': {
    what: 'admits pods into the network of their node; write hostNetwork: false',
    like: ['checkov:CKV_K8S_4', 'kics:psp_containers_share_host_network_namespace'],
  },
  'privilege-escalation': {
    what: 'lets processes gain rights; write allowPrivilegeEscalation: false',
    like: ['checkov:CKV_K8S_5', 'kics:psp_allows_privilege_escalation', ROOT_ADMITTED],
  },
  'unset-privilege-escalation': {
    what: 'lets processes gain rights, since it does not say otherwise; write allowPrivilegeEscalation: false',
    like: ['checkov:CKV_K8S_5', 'kics:psp_allows_privilege_escalation'],
  },
  'any-user': {
    what: 'lets containers run as root; write runAsUser: { rule: MustRunAsNonRoot }',
    like: ['checkov:CKV_K8S_6', ROOT_ADMITTED],
  },
  'root-user': {
    what: 'lets containers run as root, whose number its ranges hold; begin them with 1',
    like: ['checkov:CKV_K8S_6', ROOT_ADMITTED],
  },
  'root-group': {
    what: 'lets containers into the group of root; write rule: MustRunAs with ranges that begin with 1',
    like: [ROOT_ADMITTED],
  },
  'added-capabilities': {
    what: 'lets containers add capabilities; remove allowedCapabilities',
    like: ['checkov:CKV_K8S_24', 'kics:psp_with_added_capabilities'],
  },
  'kept-capabilities': {
    what: 'leaves containers all capabilities of the runtime; write requiredDropCapabilities: [ALL]',
    like: ['checkov:CKV_K8S_36', 'kics:not_limited_capabilities_for_pod_security_policy'],
  },
  'raw-sockets': {
    what: 'leaves containers NET_RAW, by which they can forge packets; write requiredDropCapabilities: [ALL]',
    like: ['checkov:CKV_K8S_7', 'kics:net_raw_capabilities_disabled_for_psp'],
  },
  'no-seccomp': {
    what: 'gives containers no seccomp profile; annotate it with seccomp.security.alpha.kubernetes.io/defaultProfileName: runtime/default',
    like: ['checkov:CKV_K8S_32'],
  },
  'any-host-path': {
    what: 'lets pods mount every folder of their node; list allowedHostPaths',
    like: ['kics:psp_with_unrestricted_access_to_host_path'],
  },
  'writable-host-path': {
    what: 'lets pods write to a folder of their node; write readOnly: true beside its pathPrefix',
    like: ['kics:psp_with_unrestricted_access_to_host_path'],
  },
  'unmasked-proc': {
    what: 'lets containers see all of /proc; remove Unmasked from allowedProcMountTypes',
    like: ['kics:container_runs_unmasked'],
  },
  'unsafe-sysctls': {
    what: 'lets pods change parameters of the kernel that reach beyond them; remove allowedUnsafeSysctls',
    like: ['kics:cluster_allows_unsafe_sysctls'],
  },
}

const STRICT =
  '  annotations: { seccomp.security.alpha.kubernetes.io/defaultProfileName: runtime/default }\nspec:\n  privileged: false\n  allowPrivilegeEscalation: false\n  requiredDropCapabilities: [ALL]\n  allowedHostPaths: []\n  runAsUser: { rule: MustRunAsNonRoot }\n  supplementalGroups: { rule: MustRunAs, ranges: [{ min: 1, max: 65535 }] }\n'
const policy = (more: string) =>
  `apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: restricted\n${more}`

export default defineRule({
  id: 'no-lax-pod-security-policy',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'A PodSecurityPolicy refuses what would let a pod out.',
  why: 'Clusters before 1.25 let in whatever one policy allows that the account of a pod may use; one lax policy undoes all strict ones.',
  like: [...new Set(Object.values(SAYINGS).flatMap(({ like }) => like))],
  bad: [
    { 'policy.yaml': policy(STRICT.replace('privileged: false', 'privileged: «true»')) },
    {
      'policy.yaml': policy(
        STRICT.replace('requiredDropCapabilities: [ALL]', '«requiredDropCapabilities»: [KILL]'),
      ),
    },
    {
      'policy.yaml': policy(
        STRICT.replace('MustRunAsNonRoot', '«RunAsAny»')
          .replace('  allowedHostPaths: []\n', '')
          .replace('spec:', '«spec»:'),
      ),
    },
  ],
  good: [
    { 'policy.yaml': policy(STRICT) },
    { 'policy.yaml': policy(STRICT.replace('policy/v1beta1', 'acme.example.com/v1')) },
  ],

  *check(object) {
    if (!object.is('PodSecurityPolicy', 'policy', 'extensions', '')) return
    for (const { leniency, field } of grantsOf(object)) {
      const { what, like } = SAYINGS[leniency]
      yield {
        at: field.place,
        message: `${object.title} ${what}.`,
        // Of that, KICS judges only what is written.
        like: field.isSet ? like : like.filter((peer) => peer !== ROOT_ADMITTED),
      }
    }
  },
})
