import type { Span } from '../../span.ts'
import type { Container } from './container.ts'
import { compareQuantities, type Quantity } from './quantities.ts'

type ResourceList = 'requests' | 'limits'

/** A request or limit that a container does not have. */
export interface MissingResource {
  readonly at: Span
  /** It is written, as zero, which is the same as none. */
  readonly isZero: boolean
  /** A request that is not written is as high as the limit. */
  readonly limit: string | undefined
}

/**
 * Undefined where a container has the request or limit, where it can have none, and where `resources` has a shape
 * of which nobody knows what it means.
 */
export function missingResource(
  container: Container,
  list: ResourceList,
  name: string,
): MissingResource | undefined {
  if (container.kind === 'ephemeral') return undefined
  const shapes = [container.at('resources'), container.at('resources', list)]
  if (shapes.some((shape) => shape.isSet && !shape.isMapping)) return undefined
  const field = container.resource(list, name)
  const written = field.quantity()
  const isZero = written?.value.nano === 0n
  if (field.isSet && !isZero && field.text()?.value !== '') return undefined
  const limit = list === 'requests' ? container.resource('limits', name).text()?.value : undefined
  return { at: field.place, isZero, limit }
}

/** Whether request and limit of a resource are the same amount; what is not written is zero. */
export function isRequestedWhole(container: Container, name: string): boolean {
  const [request, limit] = [amount(container, 'requests', name), amount(container, 'limits', name)]
  if (!request || !limit) return !(request?.nano ?? limit?.nano)
  return compareQuantities(request, limit) === 0
}

function amount(container: Container, list: ResourceList, name: string): Quantity | undefined {
  return container.resource(list, name).quantity()?.value
}
