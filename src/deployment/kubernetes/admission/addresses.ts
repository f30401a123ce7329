import { isIPv4, isIPv6 } from 'node:net'
import type { Environment } from '@marcbachmann/cel-js'

/** An IP address as a number of 32 or 128 bits. */
class Address {
  readonly bits: bigint
  readonly family: 4 | 6
  constructor(bits: bigint, family: 4 | 6) {
    this.bits = bits
    this.family = family
  }
  get width(): bigint {
    return this.family === 4 ? 32n : 128n
  }
  /** The first so many bits. */
  head(length: bigint): bigint {
    return this.bits >> (this.width - length)
  }
  startsWith(bits: bigint, length: bigint): boolean {
    return this.head(length) === bits
  }
}

/** An address with the length of its network's part. */
class Network {
  readonly address: Address
  readonly length: bigint
  constructor(address: Address, length: bigint) {
    this.address = address
    this.length = length
  }
}

class AddressNames {}

/** Zones, IPv4 in IPv6 and leading zeros are no addresses to Kubernetes. */
function parseAddress(text: string): Address | undefined {
  if (text.length > 50) return undefined
  if (isIPv4(text)) {
    return new Address(
      text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n),
      4,
    )
  }
  if (!isIPv6(text) || text.includes('%')) return undefined
  const [head = '', tail] = text.replace(/[\d.]+$/, dottedAsHex).split('::')
  const groups = (part: string | undefined) => (part ? part.split(':') : [])
  const [first, last] = [groups(head), groups(tail)]
  const filled = [...first, ...new Array(8 - first.length - last.length).fill('0'), ...last]
  const address = new Address(
    filled.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n),
    6,
  )
  return address.startsWith(0xffffn, 96n) ? undefined : address
}

function dottedAsHex(text: string): string {
  if (!text.includes('.')) return text
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number)
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}

function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/')
  const length = text.slice(slash + 1)
  const address = slash === -1 ? undefined : parseAddress(text.slice(0, slash))
  if (!address || !/^(?:0|[1-9]\d{0,2})$/.test(length) || BigInt(length) > address.width) return undefined
  return new Network(address, BigInt(length))
}

/** RFC 5952. */
function formatAddress({ bits, family }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((by) => (bits >> by) & 255n).join('.')
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bits >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  )
  let [best, most] = [0, 1]
  for (let at = 0; at < 8; at++) {
    let end = at
    while (groups[end] === '0') end += 1
    if (end - at > most) [best, most] = [at, end - at]
  }
  if (most < 2) return groups.join(':')
  return `${groups.slice(0, best).join(':')}::${groups.slice(best + most).join(':')}`
}

function contains(outer: Network, { address, length }: Network): boolean {
  return (
    address.family === outer.address.family &&
    length >= outer.length &&
    address.head(outer.length) === outer.address.head(outer.length)
  )
}

function alone(address: Address): Network {
  return new Network(address, address.width)
}

function masked({ address, length }: Network): Network {
  const rest = address.width - length
  return new Network(new Address((address.bits >> rest) << rest, address.family), length)
}

function must<T>(value: T | undefined, text: string, what: string): T {
  if (value === undefined) throw new Error(`"${text.slice(0, 60)}" is no ${what}`)
  return value
}

const readAddress = (text: string) => must(parseAddress(text), text, 'IP address')
const readNetwork = (text: string) => must(parseNetwork(text), text, 'CIDR')
const formatNetwork = ({ address, length }: Network) => `${formatAddress(address)}/${length}`

const isMulticast = (a: Address) => (a.family === 4 ? a.startsWith(0xen, 4n) : a.startsWith(0xffn, 8n))
const isLinkLocal = (a: Address) => (a.family === 4 ? a.startsWith(0xa9fen, 16n) : a.startsWith(0x3fan, 10n))
const isLoopback = (a: Address) => (a.family === 4 ? a.startsWith(127n, 8n) : a.bits === 1n)
const isLocalMulticast = (a: Address) =>
  a.family === 4 ? a.startsWith(0xe00000n, 24n) : a.startsWith(0xffn, 8n) && a.head(16n) % 16n === 2n
const isBroadcast = (a: Address) => a.family === 4 && a.bits === 0xffffffffn

/** Kubernetes' functions on IP addresses and networks (k8s.io/apiserver/pkg/cel/library, ip and cidr). */
export function registerAddresses(environment: Environment): void {
  const [ip, cidr] = ['net.IP', 'net.CIDR']
  environment
    .registerType(ip, Address)
    .registerType(cidr, Network)
    .registerType('kubernetes.AddressNames', AddressNames)
    .registerConstant('ip', 'kubernetes.AddressNames', new AddressNames())
    .registerOperator(
      `${ip} == ${ip}`,
      (a: Address, b: Address) => a.family === b.family && a.bits === b.bits,
    )
    .registerOperator(`${cidr} == ${cidr}`, (a: Network, b: Network) => formatNetwork(a) === formatNetwork(b))
    .registerFunction(`ip(string): ${ip}`, readAddress)
    .registerFunction('isIP(string): bool', (text: string) => parseAddress(text) !== undefined)
    .registerFunction(
      'kubernetes.AddressNames.isCanonical(string): bool',
      (_: unknown, text: string) => formatAddress(readAddress(text)) === text,
    )
    .registerFunction(`${ip}.family(): int`, (a: Address) => BigInt(a.family))
    .registerFunction(`${ip}.isUnspecified(): bool`, (a: Address) => a.bits === 0n)
    .registerFunction(`${ip}.isLoopback(): bool`, isLoopback)
    .registerFunction(`${ip}.isLinkLocalMulticast(): bool`, isLocalMulticast)
    .registerFunction(`${ip}.isLinkLocalUnicast(): bool`, isLinkLocal)
    .registerFunction(
      `${ip}.isGlobalUnicast(): bool`,
      (a: Address) =>
        a.bits !== 0n && !isLoopback(a) && !isMulticast(a) && !isLinkLocal(a) && !isBroadcast(a),
    )
    .registerFunction(`cidr(string): ${cidr}`, readNetwork)
    .registerFunction('isCIDR(string): bool', (text: string) => parseNetwork(text) !== undefined)
    .registerFunction(`${cidr}.containsIP(${ip}): bool`, (a: Network, b: Address) => contains(a, alone(b)))
    .registerFunction(`${cidr}.containsIP(string): bool`, (a: Network, b: string) =>
      contains(a, alone(readAddress(b))),
    )
    .registerFunction(`${cidr}.containsCIDR(${cidr}): bool`, contains)
    .registerFunction(`${cidr}.containsCIDR(string): bool`, (a: Network, b: string) =>
      contains(a, readNetwork(b)),
    )
    .registerFunction(`${cidr}.ip(): ${ip}`, (a: Network) => a.address)
    .registerFunction(`${cidr}.masked(): ${cidr}`, masked)
    .registerFunction(`${cidr}.prefixLength(): int`, (a: Network) => a.length)
    .registerFunction(`_string(${ip}): string`, formatAddress)
    .registerFunction(`_string(${cidr}): string`, formatNetwork)
}
