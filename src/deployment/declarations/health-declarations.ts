import type { Located } from '../../span.ts'
import { isLoopback } from '../host-names.ts'
import type { Backend } from '../kubernetes/services.ts'
import { runsInProduction } from '../profiles.ts'
import type { Deployment } from '../project.ts'
import type { Service } from '../service.ts'
import type { Draft } from './declaration.ts'
import { entrancesOf, levelAt, outerPath, passedOn, serverFor } from './proxy-answers.ts'

/** A URL of the container itself, as a healthcheck asks for it. */
const OWN_URL = /^https?:\/\/([^/:?#]+|\[[^\]]*\])(?::\d{1,5})?(\/[^\s"'?#]*)?/

/** What healthchecks say that the hosts of a deployment answer well. */
export function* declaredByHealthchecks(hosts: readonly string[], deployment: Deployment): Iterable<Draft> {
  for (const service of deployment.services) {
    for (const { value: path, span } of runsInProduction(service) ? pathsOf(service) : []) {
      for (const entrance of entrancesOf(service, hosts, deployment)) {
        const outer = outerPath(entrance, path)
        const server = serverFor(entrance.host, 'https', deployment)
        const level = outer && server && levelAt(server, outer)
        // Another location may answer this path before the service does.
        if (!outer || !level || !passedOn(level, deployment)?.services.includes(service)) continue
        yield healthOf(`healthcheck of ${service.name.value}: ${path}`, entrance.host, outer, span)
      }
    }
  }
  const [host, ...others] = hosts
  const asked = deployment.project.platformServices.filter(
    ({ healthCheckPath, environment: { kind } }) =>
      healthCheckPath && (kind === deployment.environment.kind || kind === 'unmarked'),
  )
  const [service] = asked
  // Manifests of platforms name no hosts, so that only one service at one host is sure to be meant.
  if (!host || others.length > 0 || asked.length !== 1 || !service?.healthCheckPath) return
  const { value, span } = service.healthCheckPath
  yield healthOf(`health check of ${service.name.value}: ${value}`, host, value, span)
}

/** What Ingresses say: the hosts they answer to, and that what is behind them is well. */
export function* declaredByIngresses(hosts: readonly string[], { kubernetes }: Deployment): Iterable<Draft> {
  for (const ingress of kubernetes.ofKind('Ingress')) {
    const rewrites = [...ingress.annotations.keys()].some((name) => /rewrite|app-root/.test(name))
    for (const rule of ingress.list('spec', 'rules')) {
      const host = rule.text('host')
      if (!host || !hosts.includes(host.value)) continue
      const endpoint = { url: `https://${host.value}/` }
      yield {
        what: `host ${host.value}`,
        place: host.span,
        hosts: [host.value],
        endpoint,
        expected: { kind: 'answer' },
      }
      for (const path of rewrites ? [] : rule.list('http', 'paths')) {
        const prefix = path.text('path')?.value ?? '/'
        const backend = kubernetes.backends.find(({ field }) => field.node === path.at('backend').node)
        for (const { value, span } of backend ? probedPaths(backend) : []) {
          if (value.startsWith(prefix)) yield healthOf(`httpGet ${value}`, host.value, value, span)
        }
      }
    }
  }
}

function healthOf(what: string, host: string, path: string, place: Draft['place']): Draft {
  const { href } = new URL(path, `https://${host}/`)
  return { what, place, hosts: [host], endpoint: { url: href, isAlone: true }, expected: { kind: 'health' } }
}

function pathsOf({ healthcheck }: Service): readonly Located<string>[] {
  return healthcheck.commands.flatMap(({ words }) =>
    words.flatMap(({ value, span }) => {
      const [, host = '', path = '/'] = OWN_URL.exec(value) ?? []
      return isLoopback(host.replace(/^\[|\]$/g, '')) && path !== '/' ? [{ value: path, span }] : []
    }),
  )
}

function probedPaths({ servicePort }: Backend): readonly Located<string>[] {
  return (servicePort?.targets ?? []).flatMap(({ container }) =>
    (['readinessProbe', 'livenessProbe'] as const).flatMap((probe) => {
      const path = container.text(probe, 'httpGet', 'path')
      return path && path.value !== '/' ? [path] : []
    }),
  )
}
