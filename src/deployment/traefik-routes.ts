import type { Located } from '../span.ts'
import { imageName } from './image-reference.ts'
import { shareNetwork } from './networks.ts'
import type { Deployment } from './project.ts'
import type { Route } from './routes.ts'
import type { Service } from './service.ts'
import { placeOfPart, placeOfValue, type Variable } from './variable.ts'
import { asBoolean } from './variable-names.ts'

/** `traefik.http.routers.web.rule`: protocol, what it defines, its name, the setting. */
const LABEL = /^traefik\.(http|tcp|udp)\.(routers|services)\.([^.]+)\.(.+)$/i
const HOSTS = /\bHost(?:SNI)?\(([^)]*)\)/gi
const QUOTED = /[`"']([^`"']+)[`"']/g

/** A label of Traefik, taken apart. */
interface TraefikLabel {
  readonly protocol: string
  readonly part: 'routers' | 'services'
  readonly name: string
  readonly setting: string
  readonly variable: Variable
}

/**
 * Where the Traefik of a deployment leads, as the labels of the services say: the port of each service, and routers
 * that name a service of Traefik. Nothing where no Traefik is among the files.
 */
export function traefikRoutes(deployment: Deployment): Route[] {
  const proxies = deployment.services.filter(runsTraefik)
  if (proxies.length === 0) return []
  const known = new Set(
    deployment.services
      .flatMap(labelsOf)
      .flatMap(({ part, protocol, name }) => (part === 'services' ? [`${protocol}/${name}`] : [])),
  )
  return deployment.services.flatMap((service) => {
    const proxy = proxyOf(service, proxies)
    const labels = labelsOf(service)
    if (!proxy || labels.length === 0 || isOff(service)) return []
    const common = {
      environment: deployment.environment,
      program: 'Traefik',
      proxy,
      directive: 'label',
      isResolvedAtStart: false,
      groupsAreKnown: true,
      proxyPorts: new Set<number>(),
    }
    return labels.flatMap(({ protocol, part, setting, name, variable }): Route[] => {
      const text = variable.value?.trim()
      if (part === 'services' && /^loadbalancer\.server\.port$/i.test(setting)) {
        const at = placeOfValue(variable)
        const port =
          text !== undefined && /^\d{1,5}$/.test(text) ? { value: Number(text), span: at } : undefined
        const host = { value: service.name.value, span: service.name.span }
        return [{ ...common, host, port, portIsWritten: true, targets: [service], span: at }]
      }
      const isLost =
        part === 'routers' && /^service$/i.test(setting) && text && !text.includes('@') && !text.includes('$')
      if (!isLost || known.has(`${protocol}/${text}`)) return []
      const span = placeOfValue(variable)
      const host = { value: text.toLowerCase(), span }
      return isOneOfTraefik(text, deployment, name)
        ? []
        : [{ ...common, host, port: undefined, portIsWritten: false, targets: [], span }]
    })
  })
}

/** The names that Traefik answers to by the rules of its routers, with their places. */
export function traefikHosts(service: Service): Located<string>[] {
  return labelsOf(service).flatMap(({ part, setting, variable }) =>
    part === 'routers' && /^rule$/i.test(setting) && variable.value !== undefined
      ? [...variable.value.matchAll(HOSTS)].flatMap(([, list]) =>
          [...list!.matchAll(QUOTED)].map(([, name]) => ({
            value: name!,
            span: placeOfPart(variable, name!),
          })),
        )
      : [],
  )
}

/** Whether a service runs Traefik. */
function runsTraefik({ runtimeImage }: Service): boolean {
  return runtimeImage !== undefined && !runtimeImage.unresolved && imageName(runtimeImage) === 'traefik'
}

/** The Traefik that reads the labels of a service: that of its stack, else the only one that can reach it. */
function proxyOf(service: Service, proxies: readonly Service[]): Service | undefined {
  const own = proxies.filter(({ stack }) => stack === service.stack)
  if (own.length > 0) return own.length === 1 ? own[0] : undefined
  const near = proxies.filter((proxy) => shareNetwork(proxy, service) === true)
  return near.length === 1 ? near[0] : undefined
}

/** A container without services of its own gets one by its name: `api-shop` for `api` of the project `shop`. */
function isOneOfTraefik(name: string, { services }: Deployment, router: string): boolean {
  if (name === router && services.some((each) => each.name.value === name)) return true
  return services.some((each) => name.toLowerCase().startsWith(`${each.name.value.toLowerCase()}-`))
}

function isOff({ labels }: Service): boolean {
  const enable = labels.find(({ name }) => name.toLowerCase() === 'traefik.enable')
  return enable !== undefined && asBoolean(enable.value) === false
}

function labelsOf({ labels }: Service): TraefikLabel[] {
  return labels.flatMap((variable) => {
    const match = LABEL.exec(variable.name)
    if (!match) return []
    const [, protocol, part, name, setting] = match as unknown as [string, string, string, string, string]
    return [
      {
        protocol: protocol.toLowerCase(),
        part: part.toLowerCase() as TraefikLabel['part'],
        name: name.toLowerCase(),
        setting,
        variable,
      },
    ]
  })
}
