import type { Located } from '../span.ts'
import type { ServiceMount } from './service.ts'
import type { Stack } from './stack.ts'

/** The path of the host behind a mount: of a bind, or of a named volume that is bound to one. */
export function hostPathOf(mount: ServiceMount, stack: Stack): Located<string> | undefined {
  if (!mount.source || mount.isUnresolved) return undefined
  const path = mount.type === 'bind' ? mount.source : stack.volumes.get(mount.source.value)?.hostPath
  return path && { ...path, value: normalPath(path.value) }
}

/** Without doubled and closing slashes; `/` stays. */
function normalPath(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')
}

/** The engine's own socket: whoever can talk to it is root on the host. */
export function isEngineSocket(path: string): boolean {
  return /\/(?:docker|podman|containerd|crio)\.sock(?:\.raw)?$|^[/\\]+\.?[/\\]*pipe[/\\]+docker_engine$/.test(
    path,
  )
}

/** Folders that hold the host's system, its secrets, or every other container. */
const SYSTEM_FOLDERS = new Set(
  '/ /bin /boot /dev /etc /home /lib /lib32 /lib64 /proc /root /run /sbin /sys /usr /var /var/lib /var/run ~'.split(
    ' ',
  ),
)
const SECRET_PLACES =
  /^(?:\/etc\/(?:passwd|shadow|gshadow|group|sudoers|ssh|kubernetes|docker|systemd|pam\.d|cron\b[^/]*|init\.d|ld\.so\.preload)|\/var\/lib\/(?:docker|containerd|containers|kubelet|etcd|rancher)|\/var\/spool\/cron|\/run\/(?:docker|containerd|crio)|\/proc\/(?:sys|1|kcore|sysrq-trigger)|\/sys\/(?:kernel|firmware)|(?:~|\/root|\/home\/[^/]+)\/\.(?:ssh|aws|azure|kube|docker|gnupg|config\/gcloud))(?:\/|$)/

/** What a host path would hand over, in a few words; undefined for paths that hand over nothing special. */
export function sensitiveHostPath(path: string): string | undefined {
  if (path === '/') return 'the whole file system of the host'
  if (SYSTEM_FOLDERS.has(path)) return `the whole of ${path} of the host`
  return SECRET_PLACES.test(path) ? `${path} of the host` : undefined
}

/** What the time is there, whom it trusts, and what its kernel is: every container may know. */
const HARMLESS =
  /^\/(?:etc\/(?:localtime|timezone|hosts|resolv\.conf|machine-id|ssl\/certs|pki|ca-certificates|letsencrypt)|lib\/modules|usr\/src)(?:\/|$)/

/**
 * Whether a path of the host lies in a folder of its operating system, without being one that hands over something
 * special. Sockets and devices are other matters.
 */
export function isInSystemFolder(written: string): boolean {
  const path = normalPath(written)
  if (sensitiveHostPath(path)) return false
  const folder = /^\/(?:bin|boot|etc|lib(?:32|64)?|proc|root|run|sbin|sys|usr|var)(?:\/|$)/
  return folder.test(path) && !HARMLESS.test(path) && !/\.sock$/.test(path) && !isEngineSocket(path)
}
