import type { Capabilities } from '../../deployment/kubernetes/security-context.ts'

/** Those that report that a capability is added; a name is in capitals and without `CAP_`. */
export function addedCapabilityPeers(name: string, { dropsAll }: Capabilities): readonly string[] {
  const peers = ['checkov:CKV_K8S_25', 'trivy:KSV-0022']
  if (name !== 'NET_BIND_SERVICE') {
    peers.push('kics:containers_with_added_capabilities')
    if (dropsAll) peers.push('trivy:KSV-0106')
  }
  if (['ALL', 'NET_ADMIN', 'SYS_ADMIN'].includes(name)) peers.push('polaris:dangerousCapabilities')
  if (name === 'SYS_MODULE') peers.push('trivy:KSV-0120')
  if (name === 'SYS_ADMIN')
    peers.push('checkov:CKV_K8S_39', 'trivy:KSV-0005', 'kics:containers_with_sys_admin_capabilities')
  return peers
}
