import type { Fields } from '../../deployment/kubernetes/fields.ts'
import type { Workload } from '../../deployment/kubernetes/workload.ts'

const FIELDS: Readonly<Record<string, string>> = {
  Deployment: 'strategy',
  DeploymentConfig: 'strategy',
  DaemonSet: 'updateStrategy',
  StatefulSet: 'updateStrategy',
}

/** Where a workload says how its pods are replaced; undefined for kinds that cannot say it. */
export function strategyOf({ kind, object }: Workload): Fields | undefined {
  const name = Object.hasOwn(FIELDS, kind) ? FIELDS[kind] : undefined
  return name === undefined ? undefined : object.at('spec', name, 'type')
}
