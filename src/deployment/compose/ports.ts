import { isIP } from 'node:net'
import type { Mapping, Scalar, YamlNode } from '../../documents/yaml/node.ts'
import type { Located, Span, TracedText } from '../../span.ts'
import { stringOf } from './tree.ts'

/** Ports from `first` to `last`, both included; a single port has both the same. */
export interface PortRange {
  readonly first: number
  readonly last: number
}

/** One entry of `ports`. A range stays one mapping; `expandPort` makes single ports of it. */
export interface PortMapping {
  readonly target: PortRange
  readonly targetSpan: Span
  /** Undefined where the engine picks a free port. More ports than `target` has: it picks one of them. */
  readonly published: PortRange | undefined
  readonly publishedSpan: Span | undefined
  /** The address of the host it is bound to, without brackets; undefined means all of them. */
  readonly hostIp: Located<string> | undefined
  /** `tcp`, `udp` or `sctp`. */
  readonly protocol: string
  readonly mode: string | undefined
  readonly name: string | undefined
  readonly appProtocol: string | undefined
  readonly span: Span
  readonly form: 'short' | 'long'
}

/** What is wrong with a value that was read. */
export interface ReadingProblem {
  readonly at: Span
  readonly message: string
}

export interface ReadPort {
  /** One mapping, or none where it cannot be read; there is one, too, where its ranges differ in length. */
  readonly ports: readonly PortMapping[]
  readonly problems: readonly ReadingProblem[]
}

const PROTOCOLS = new Set(['tcp', 'udp', 'sctp'])

/** An item of `ports` in its short (`"127.0.0.1:8080:80/udp"`, `80`) or long form. */
export function readPort(node: YamlNode): ReadPort {
  if (node.kind === 'scalar' && node.value !== null) return new ShortPort(node).read()
  if (node.kind === 'mapping') return readLongPort(node)
  return { ports: [], problems: [{ at: node.span, message: 'A port is a text, a number or a mapping.' }] }
}

/** The single ports of a mapping, as Compose expands them. */
export function expandPort(port: PortMapping): readonly PortMapping[] {
  const count = port.target.last - port.target.first
  if (count === 0) return [port]
  const expanded: PortMapping[] = []
  for (let at = 0; at <= count; at++) {
    const target = single(port.target.first + at)
    expanded.push({ ...port, target, published: port.published && single(port.published.first + at) })
  }
  return expanded
}

/** A range as it is written: `80` or `80-82`. */
export function rangeText(range: PortRange): string {
  return range.first === range.last ? String(range.first) : `${range.first}-${range.last}`
}

/** What two entries have in common when the later one replaces the earlier one. */
export function portKey(port: PortMapping): string {
  const published = port.published ? rangeText(port.published) : ''
  return `${port.hostIp?.value ?? '0.0.0.0'}:${published}:${rangeText(port.target)}/${port.protocol}`
}

function single(port: number): PortRange {
  return { first: port, last: port }
}

/** Ports of `80` or `80-82`; undefined where it is neither, or leaves 1 to 65535. */
function rangeOf(text: string, lowest: number): PortRange | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text)
  if (!match) return undefined
  const first = Number(match[1])
  const last = Number(match[2] ?? match[1])
  return first >= lowest && last <= 65_535 && first <= last ? { first, last } : undefined
}

class ShortPort {
  readonly #node: Scalar
  readonly #text: TracedText
  readonly #problems: ReadingProblem[] = []

  constructor(node: Scalar) {
    this.#node = node
    this.#text = node.traced()
  }

  read(): ReadPort {
    const port = this.#parse()
    return { ports: port ? [port] : [], problems: this.#problems }
  }

  #parse(): PortMapping | undefined {
    const written = typeof this.#node.value === 'string' ? this.#node.value : stringOf(this.#node)
    const slash = written.lastIndexOf('/')
    const end = slash === -1 ? written.length : slash
    const protocol = slash === -1 ? 'tcp' : written.slice(slash + 1).toLowerCase()
    if (!PROTOCOLS.has(protocol)) {
      return this.#wrong(
        slash + 1,
        written.length,
        `The protocol "${protocol}" is none of tcp, udp and sctp.`,
      )
    }
    const targetStart = written.lastIndexOf(':', end - 1) + 1
    const target = rangeOf(written.slice(targetStart, end), 1)
    if (!target) {
      return this.#wrong(targetStart, end, `"${written.slice(targetStart, end)}" is no container port.`)
    }
    const before = this.#publishedOf(written, targetStart - 1, target)
    if (!before) return undefined
    return {
      target,
      targetSpan: this.#text.spanOf(targetStart, end),
      ...before,
      protocol,
      mode: undefined,
      name: undefined,
      appProtocol: undefined,
      span: this.#node.span,
      form: 'short',
    }
  }

  /** What stands before the container's port: `[ip:][published]`, up to the colon at `end`. */
  #publishedOf(written: string, end: number, target: PortRange) {
    const none = { published: undefined, publishedSpan: undefined, hostIp: undefined }
    if (end < 0) return none
    const start = written.lastIndexOf(':', end - 1) + 1
    const text = end === 0 ? '' : written.slice(start, end)
    const published = text === '' ? undefined : rangeOf(text, 0)
    if (text !== '' && !published) return this.#wrong(start, end, `"${text}" is no port of the host.`)
    if (published && !fits(published, target)) {
      this.#wrong(0, written.length, `The ranges of "${written}" are not of the same length.`)
    }
    const hostIp = end === 0 || start === 0 ? undefined : this.#hostIp(written, start - 1)
    if (hostIp === null) return undefined
    return { published, publishedSpan: published && this.#text.spanOf(start, end), hostIp }
  }

  /** Null where it is no address. */
  #hostIp(written: string, end: number): Located<string> | undefined | null {
    const inBrackets = written.startsWith('[') && written[end - 1] === ']'
    const value = inBrackets ? written.slice(1, end - 1) : written.slice(0, end)
    if (value === '') return undefined
    if (isIP(value) === 0) {
      this.#wrong(0, end, `"${value}" is no IP address.`)
      return null
    }
    return { value, span: this.#text.spanOf(0, end) }
  }

  #wrong(start: number, end: number, message: string): undefined {
    const at = end > start ? this.#text.spanOf(start, end) : this.#node.span
    this.#problems.push({ at, message })
    return undefined
  }
}

/** One host port out of several may serve one container port; otherwise the ranges pair up. */
function fits(published: PortRange, target: PortRange): boolean {
  if (target.first === target.last) return true
  return published.last - published.first === target.last - target.first
}

function readLongPort(node: Mapping): ReadPort {
  const problems: ReadingProblem[] = []
  const text = (key: string) => {
    const value = node.get(key)
    return value?.kind === 'scalar' && value.value !== null ? stringOf(value) : undefined
  }
  const targetNode = node.get('target')
  const target = rangeOf(text('target') ?? '', 1)
  if (!target) {
    const message = targetNode ? 'The target is no port from 1 to 65535.' : 'A port needs a target.'
    problems.push({ at: targetNode?.span ?? node.span, message })
  }
  const publishedNode = node.get('published')
  const publishedText = text('published') ?? ''
  const published = rangeOf(publishedText, 0)
  if (publishedNode && publishedText !== '' && !published) {
    problems.push({ at: publishedNode.span, message: `"${publishedText}" is no port of the host.` })
  }
  const hostIpText = text('host_ip')
  const hostIpNode = node.get('host_ip')
  if (hostIpNode && hostIpText && isIP(hostIpText) === 0) {
    problems.push({ at: hostIpNode.span, message: `"${hostIpText}" is no IP address.` })
  }
  if (!target || !targetNode || problems.length > 0) return { ports: [], problems }
  const port: PortMapping = {
    target,
    targetSpan: targetNode.span,
    published,
    publishedSpan: published && publishedNode?.span,
    hostIp: hostIpText && hostIpNode ? { value: hostIpText, span: hostIpNode.span } : undefined,
    protocol: text('protocol') || 'tcp',
    mode: text('mode'),
    name: text('name'),
    appProtocol: text('app_protocol'),
    span: node.span,
    form: 'long',
  }
  return { ports: [port], problems }
}

/** The host's part of a port as it is written, variables and all: `8080` of `127.0.0.1:8080:80/udp`; else the only one. */
export function hostPortText(node: YamlNode): string {
  if (node.kind === 'mapping') {
    const published = node.get('published')
    return published?.kind === 'scalar' ? published.text : ''
  }
  if (node.kind !== 'scalar') return ''
  // The colons of `${PORT:-80}` and of an IPv6 address part nothing.
  const parts = node.text.split(/:(?![^[]*\])(?![^{]*\})/)
  const [first = '', second = ''] = parts
  return isIP(first.replace(/^\[(.*)\]$/, '$1')) === 0 ? first.replace(/\/\w+$/, '') : second
}
