import type { Workload } from '../../deployment/kubernetes/workload.ts'

const KICS_FOLDERS =
  '/bin /sbin /boot /cdrom /dev /etc /home /lib /media /proc /root /run /seLinux /srv /usr /var /sys'.split(
    ' ',
  )
const KUBE_LINTER_FOLDERS = new Set(['/', '/boot', '/dev', '/etc', '/lib', '/proc', '/sys', '/usr'])

/** Whether KICS takes a path for one of the operating system: anything that begins like one of its folders. */
export function isSystemPathForKics(path: string): boolean {
  return path === '/' || KICS_FOLDERS.some((folder) => path.startsWith(folder))
}

/** Those that report a volume of a pod with a path of the node. */
export function hostPathPeers(path: string, volume: string, { namespace, containers }: Workload): string[] {
  const peers = ['polaris:hostPathSet', 'trivy:KSV-0023']
  if (namespace !== 'kube-system') peers.push('kics:non_kube_system_pod_with_host_mount')
  if (isSystemPathForKics(path)) peers.push('kics:workload_mounting_with_sensitive_os_directory')
  if (KUBE_LINTER_FOLDERS.has(path) || path === '/var/lib/docker') peers.push('trivy:KSV-0121')
  if (path === '/var/run/docker.sock') {
    peers.push('checkov:CKV_K8S_27', 'trivy:KSV-0006', 'kics:docker_daemon_socket_is_exposed_to_containers')
  }
  // It looks at what containers see.
  if (containers.some(({ mounts }) => mounts.some(({ name }) => name?.value === volume))) {
    if (KUBE_LINTER_FOLDERS.has(path)) peers.push('kube-linter:sensitive-host-mounts')
    if (/docker.sock$/.test(path)) peers.push('kube-linter:docker-sock')
  }
  return peers
}
