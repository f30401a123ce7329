import type { Mapping } from '../../documents/yaml/node.ts'
import type { Located, Span } from '../../span.ts'
import { asMapping, listOf, textOf } from './tree.ts'

/** Another service that has to run before this one. */
export interface ComposeDependency {
  readonly name: Located<string>
  /** `service_started`, `service_healthy`, `service_completed_successfully`; whatever is written. */
  readonly condition: string
  /** Where the condition is written; the name where it is implied. */
  readonly conditionSpan: Span
  readonly required: boolean
  /** This service restarts with the other one. */
  readonly restart: boolean
  /** The key that says so. */
  readonly by: DependencyKey
}

type DependencyKey =
  | 'depends_on'
  | 'links'
  | 'volumes_from'
  | 'network_mode'
  | 'ipc'
  | 'pid'
  | 'uts'
  | 'cgroup'

/** `depends_on` of a service of a loaded model, as written. */
function readDependsOn(service: Mapping): readonly ComposeDependency[] {
  return (asMapping(service.get('depends_on'))?.entries ?? []).map(({ key, value }) => {
    const mapping = asMapping(value)
    const condition = mapping?.get('condition')
    const required = mapping?.get('required')
    const restart = mapping?.get('restart')
    return {
      name: { value: key.text, span: key.span },
      condition: textOf(condition) ?? 'service_started',
      conditionSpan: condition?.span ?? key.span,
      required: !(required?.kind === 'scalar' && required.value === false),
      restart: restart?.kind === 'scalar' && restart.value === true,
      by: 'depends_on' as const,
    }
  })
}

/** Every service this one needs: `depends_on`, and what links, shared volumes and shared namespaces imply. */
export function readDependencies(service: Mapping): readonly ComposeDependency[] {
  const implied: ComposeDependency[] = []
  const imply = (by: DependencyKey, value: string, span: Span) => {
    implied.push({
      name: { value, span },
      condition: 'service_started',
      conditionSpan: span,
      required: true,
      // The service whose volumes are used may restart on its own.
      restart: by !== 'volumes_from',
      by,
    })
  }
  const implyNamed = (by: 'links' | 'volumes_from') => {
    for (const node of listOf(service.get(by))) {
      const text = textOf(node)
      if (text === undefined || (by === 'volumes_from' && text.startsWith('container:'))) continue
      imply(by, text.split(':')[0]!, node.span)
    }
  }
  // In this order, for the first that names a service says whether it restarts with it.
  implyNamed('links')
  for (const by of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'] as const) {
    const node = service.get(by)
    const text = textOf(node)
    if (node && text?.startsWith('service:')) imply(by, text.slice('service:'.length), node.span)
  }
  implyNamed('volumes_from')
  return [...readDependsOn(service), ...implied]
}
