import type { Container, ProbeName } from './container.ts'
import type { Fields } from './fields.ts'

const PROBES: readonly ProbeName[] = ['livenessProbe', 'readinessProbe', 'startupProbe']

/** The port that a probe of a container asks. */
interface ProbedPort {
  readonly probe: ProbeName
  readonly field: Fields
  /** As written: a number, or the name of a port. */
  readonly port: number | string
  /** Whether the container lists such a TCP port. */
  readonly isListed: boolean
}

/** The ports of the first of `httpGet`, `tcpSocket` and `grpc` of each probe; one without a port is left out. */
export function probedPorts(container: Container): readonly ProbedPort[] {
  const open = container.ports.filter(({ protocol }) => protocol === 'TCP')
  return PROBES.flatMap((probe) => {
    for (const way of ['httpGet', 'tcpSocket', 'grpc']) {
      const field = container.at(probe, way, 'port')
      const port = field.number()?.value ?? field.text()?.value
      if (port === undefined) continue
      const isListed = open.some((each) =>
        typeof port === 'number' ? each.port?.value === port : each.name?.value === port,
      )
      return [{ probe, field, port, isListed }]
    }
    return []
  })
}

/** What a probe does, so that two of them can be compared; undefined where it does nothing that is known. */
export function actionOf(probe: Fields): string | undefined {
  const text = (...path: readonly string[]) => probe.text(...path)?.value ?? ''
  if (probe.at('httpGet').isMapping) {
    const headers = probe
      .list('httpGet', 'httpHeaders')
      .map((header) => `${header.text('name')?.value}:${header.text('value')?.value}`)
    const path = text('httpGet', 'path') || '/'
    return JSON.stringify(['http', text('httpGet', 'host'), text('httpGet', 'port'), path, ...headers])
  }
  if (probe.at('tcpSocket').isMapping) return JSON.stringify(['tcp', text('tcpSocket', 'port')])
  if (probe.at('grpc').isMapping)
    return JSON.stringify(['grpc', text('grpc', 'port'), text('grpc', 'service')])
  const command = probe.texts('exec', 'command').map(({ value }) => value)
  return command.length > 0 ? JSON.stringify(['exec', ...command]) : undefined
}
