import { dataStoreOf } from '../image-facts.ts'
import { runsInProduction } from '../profiles.ts'
import type { Deployment } from '../project.ts'
import type { Service } from '../service.ts'
import type { Draft } from './declaration.ts'

/** The ports of data stores: nobody outside is to reach them, however they are published. */
export function* declaredByStores(hosts: readonly string[], { services }: Deployment): Iterable<Draft> {
  const taken = new Set(
    services
      .filter((service) => !dataStoreOf(service.runtimeImage))
      .flatMap((service) => publishedBy(service)),
  )
  for (const service of services) {
    const store = dataStoreOf(service.runtimeImage)
    // A tool for administrators listens where any site may.
    if (!store || store.kind === 'admin' || !runsInProduction(service)) continue
    const published = publishedBy(service)
    const ports = [...new Set(published.length > 0 ? published : store.ports)]
    for (const port of ports.filter((each) => !taken.has(each) && each !== 80 && each !== 443)) {
      const entry = service.ports.find((each) => each.published?.first === port)
      for (const host of hosts) {
        yield {
          what: `${store.label} of ${service.name.value} at port ${port}`,
          place: entry?.span ?? service.name.span,
          hosts: [host],
          endpoint: { url: `https://${host}/`, ports: [port] },
          expected: { kind: 'closed-port', port, store: `${store.label} of ${service.name.value}` },
        }
      }
    }
  }
}

/** Those of single numbers. */
function publishedBy({ ports }: Service): readonly number[] {
  return ports.flatMap(({ published, isUnresolved }) =>
    published && !isUnresolved && published.first === published.last && published.first > 0
      ? [published.first]
      : [],
  )
}
