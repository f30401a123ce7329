import type { Role } from '../../deployment/kubernetes/access.ts'
import type { Grant } from '../../deployment/kubernetes/grants.ts'

/** What another tool looks for in one rule of a role; names are compared as they are written, stars too. */
export interface AccessPeer {
  readonly like: string
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
  /** One of these API groups has to be named; without it any will do. */
  readonly groups?: readonly string[]
  readonly kind?: 'Role' | 'ClusterRole'
  /** It accepts access to single objects by their names. */
  readonly acceptsNames?: boolean
  /** Who has to have the role; without it the role alone counts. */
  readonly isGiven?: (role: Role) => boolean
}

/** Those that report a rule of a role. */
export function accessPeers({ role, rule }: Grant, peers: readonly AccessPeer[]): readonly string[] {
  const isAmong = (items: readonly { value: string }[], names: readonly string[]) =>
    items.some(({ value }) => names.includes(value))
  return peers.flatMap(({ like, resources, verbs, groups, kind, acceptsNames, isGiven }) =>
    isAmong(rule.resources, resources) &&
    isAmong(rule.verbs, verbs) &&
    (groups === undefined || isAmong(rule.apiGroups, groups)) &&
    (kind === undefined || kind === role.object.kind) &&
    !(acceptsNames && rule.resourceNames.length > 0) &&
    (isGiven === undefined || isGiven(role))
      ? [like]
      : [],
  )
}

export const WRITING_VERBS = ['create', 'update', 'patch', 'delete', 'deletecollection', 'impersonate', '*']
