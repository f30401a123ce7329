import { BlockList, isIP } from 'node:net'

/** Who can be reached by an address: everybody, those in the same network, or this machine and its cloud only. */
export type Reach = 'public' | 'private' | 'link-local'

const PRIVATE = listOf([
  // RFC 6890 and the registries of special addresses at IANA.
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['fc00::', 7],
  ['fec0::', 10],
  ['ff00::', 8],
])

/** Where clouds tell a machine its own credentials. */
const LINK_LOCAL = listOf([
  ['169.254.0.0', 16],
  ['fe80::', 10],
  ['fd00:ec2::254', 128],
])

function listOf(subnets: readonly (readonly [address: string, bits: number])[]): BlockList {
  const list = new BlockList()
  for (const [address, bits] of subnets) {
    list.addSubnet(address, bits, isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

/** Whom an address can be reached by. IPv4 addresses that are written within IPv6 count as what they are. */
export function reachOf(address: string): Reach {
  const plain = translated(address) ?? address
  const family = isIP(plain) === 4 ? 'ipv4' : 'ipv6'
  if (LINK_LOCAL.check(plain, family)) return 'link-local'
  return PRIVATE.check(plain, family) ? 'private' : 'public'
}

/** The IPv4 address that a NAT64 gateway (64:ff9b::/96) makes of an IPv6 one. */
function translated(address: string): string | undefined {
  if (!/^64:ff9b::/i.test(address)) return undefined
  const normal = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const groups = normal.slice('64:ff9b::'.length).split(':')
  if (groups.length > 2) return undefined
  const [high, low] = groups.length === 1 ? ['0', groups[0]!] : groups
  const number = Number.parseInt(high!, 16) * 65536 + Number.parseInt(low || '0', 16)
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
}

const RANK: { readonly [R in Reach]: number } = { public: 0, private: 1, 'link-local': 2 }

/**
 * Keeps the server of a target from sending us where it could not go itself: a redirect into a network that only
 * we are in. Where the target itself is in such a network, its redirects may go there too.
 */
export class AddressGuard {
  #allowed: Reach | undefined

  /**
   * Takes all addresses of a name, since any of them may be used next time. Those of the first name, which the
   * user gave, are always fine.
   * @returns the address that must not be connected to
   */
  refuse(addresses: readonly string[]): string | undefined {
    const widest = addresses.map(reachOf).sort((a, b) => RANK[b] - RANK[a])[0] ?? 'public'
    if (this.#allowed === undefined) {
      this.#allowed = widest
      return undefined
    }
    const allowed = RANK[this.#allowed]
    return addresses.find((address) => RANK[reachOf(address)] > allowed)
  }

  /**
   * Takes a place that the user gave in place of what the resolver says. It stands for a server that everybody can
   * reach, wherever it runs for now.
   */
  accept(): undefined {
    this.#allowed ??= 'public'
  }
}
