import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'

/** Roles that every cluster has, besides those whose names begin with `system:` (Kubernetes documentation, "Using RBAC Authorization"). */
const ROLES = new Set(['cluster-admin', 'admin', 'edit', 'view'])

export function isBuiltInRole(name: string): boolean {
  return ROLES.has(name) || name.startsWith('system:')
}

/** Whether a role or binding is one that a cluster makes by itself. */
export function isBuiltIn({ name, kind }: KubernetesObject): boolean {
  const called = name?.value ?? ''
  if (called.startsWith('system:') || called === 'gce:podsecuritypolicy:calico-sa') return true
  if (kind === 'ClusterRoleBinding') return called === 'cluster-admin'
  return kind === 'ClusterRole' && ['cluster-admin', 'admin', 'edit'].includes(called)
}
