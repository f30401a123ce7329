import { unwrap } from '../documents/shell/parse.ts'
import type { SimpleCommand } from '../documents/shell/script.ts'
import type { Span } from '../span.ts'
import { dataStoreOf } from './image-facts.ts'
import { type ImageReference, imageName } from './image-reference.ts'
import { nameOf } from './paths.ts'
import type { Service } from './service.ts'

/**
 * A port that a service is said to listen on. There may be others where only those are known that are published
 * (`ports`) or those of the image below its own (`base`).
 */
export interface ListeningPort {
  readonly port: number
  readonly by: 'command' | 'expose' | 'EXPOSE' | 'ports' | 'image' | 'base'
  /** Undefined for what is known of an image. */
  readonly span: Span | undefined
}

const PORT_OPTION = /^(?:--(?:server-)?port|--bind|--listen|--dev-addr|--addr(?:ess)?|--http)(?:=(.+))?$/
const SHORT_PORT_OPTION: Readonly<Record<string, string>> = {
  gunicorn: '-b',
  hypercorn: '-b',
  next: '-p',
  flask: '-p',
  rails: '-p',
  puma: '-p',
  'http-server': '-p',
}
/** Programs whose ports are those of somebody else. */
const CLIENT =
  /^(?:curl|wget|nc|ncat|netcat|psql|pg_isready|pg_dump|mysql\w*|mariadb\w*|redis-cli|mongo\w*|ssh|dockerize|wait-\S+)$/

/** Ports of well-known web servers whose configuration nobody changed, by the EXPOSE of their images. */
const IMAGE_PORTS: Readonly<Record<string, readonly number[]>> = {
  nginx: [80],
  'nginx-unprivileged': [8080],
  httpd: [80],
  caddy: [80, 443],
  tomcat: [8080],
  wordpress: [80, 9000],
  php: [80, 9000],
}

/** Everything that says where a service listens: its command, `expose`, EXPOSE of its stage, `ports`, its image. */
export function listeningPorts(service: Service): readonly ListeningPort[] {
  const { ports, exposed, build, startCommands, runtimeImage } = service
  const found: ListeningPort[] = startCommands.flatMap(portsOfCommand)
  for (const { value, span } of exposed) found.push({ port: value, by: 'expose', span })
  for (const { value, span } of build?.stage?.exposed ?? []) {
    found.push({ port: value.port, by: 'EXPOSE', span })
  }
  for (const { target, targetSpan } of ports) {
    for (let port = target.first; port <= target.last; port++)
      found.push({ port, by: 'ports', span: targetSpan })
  }
  found.push(...portsOfImage(service, runtimeImage))
  return found
}

/** Whether anything that a service starts with names a port: it may listen there, whatever is declared. */
export function mentionsPort(service: Service, port: number): boolean {
  const number = new RegExp(`(?<!\\d)${port}(?!\\d)`)
  const { startCommands, healthcheck, variables } = service
  const words = [...startCommands, ...healthcheck.commands].flatMap((command) => command.words)
  if (words.some(({ value }) => number.test(value))) return true
  return [...variables.values()].some(({ name, value }) =>
    value === undefined ? /(?:^|_)(?:PORT|ADDR|ADDRESS|BIND|LISTEN|URL)$/.test(name) : number.test(value),
  )
}

function portsOfCommand(shellCommand: SimpleCommand): ListeningPort[] {
  const { name, words } = unwrap(shellCommand)
  const program = nameOf(name)
  if (CLIENT.test(program)) return []
  const short = Object.hasOwn(SHORT_PORT_OPTION, program) ? SHORT_PORT_OPTION[program] : undefined
  return words.flatMap(({ value }, index) => {
    const option = PORT_OPTION.exec(value)
    const isNext = value === short || (option && option[1] === undefined)
    const operand = isNext ? words[index + 1] : option ? words[index] : undefined
    const port = Number(/(?:^|[:=])(\d{2,5})$/.exec(operand?.value ?? '')?.[1])
    return operand && port > 0 ? [{ port, by: 'command', span: operand.span }] : []
  })
}

function portsOfImage(service: Service, image: ImageReference | undefined): ListeningPort[] {
  if (!image || image.unresolved) return []
  const name = imageName(image)
  const ports = Object.hasOwn(IMAGE_PORTS, name) ? IMAGE_PORTS[name]! : dataStoreOf(image)?.ports
  const by = isAsPulled(service) ? 'image' : 'base'
  return (ports ?? []).map((port) => ({ port, by, span: undefined }))
}

/** A server listens where its configuration says, and a file that is laid over it may say anything. */
function isAsPulled({ build, mounts, overridesCommand, definition }: Service): boolean {
  const isConfigured = mounts.some(({ type }) => type === 'bind') || definition.get('configs') !== undefined
  return !build && !isConfigured && !overridesCommand
}
