import type { Service } from './service.ts'

/** Whether a service starts only after another one has run to its end, be it by way of others. */
export function startsAfterCompletion(service: Service, job: Service): boolean {
  const seen = new Set<Service>()
  const waits = (each: Service): boolean => {
    if (seen.has(each)) return false
    seen.add(each)
    return each.dependencies.some(({ service: other, condition, required }) => {
      if (!other || !required) return false
      return other === job ? condition === 'service_completed_successfully' : waits(other)
    })
  }
  return waits(service)
}

/** Whether two services run the same program: the same stage of a Dockerfile, or the same image. */
export function runSameImage(one: Service, other: Service): boolean {
  if (one.build?.image && other.build?.image) return one.build.image === other.build.image
  if (!one.image || !other.image || one.image.unresolved) return false
  return one.image.text === other.image.text
}
