/** What a capability makes possible, and how far it reaches. */
export interface CapabilityPower {
  readonly reach: 'host' | 'network' | 'processes'
  /** Completes "lets the service …". */
  readonly what: string
}

/** After capabilities(7). Those that are missing here are granted by default or reach nothing but the container. */
const POWERS: Readonly<Record<string, CapabilityPower>> = {
  ALL: { reach: 'host', what: 'do everything that root of the host can' },
  SYS_ADMIN: { reach: 'host', what: 'mount disks and change namespaces, almost all that root can' },
  SYS_MODULE: { reach: 'host', what: 'load code into the kernel of the host' },
  SYS_RAWIO: { reach: 'host', what: 'write to memory and devices of the host' },
  SYS_BOOT: { reach: 'host', what: 'restart the host or boot another kernel' },
  DAC_READ_SEARCH: { reach: 'host', what: 'read every file of the host by its handle' },
  BPF: { reach: 'host', what: 'load programs into the kernel of the host' },
  MAC_ADMIN: { reach: 'host', what: 'change the security policy of the host' },
  MAC_OVERRIDE: { reach: 'host', what: 'ignore the security policy of the host' },
  NET_ADMIN: { reach: 'network', what: 'change interfaces, routes and the firewall' },
  SYS_PTRACE: { reach: 'processes', what: 'read and change the memory of other processes' },
  SYSLOG: { reach: 'processes', what: 'read the kernel log and its addresses' },
  PERFMON: { reach: 'processes', what: 'watch what the kernel and other processes do' },
  SYS_TIME: { reach: 'processes', what: 'set the clock of the host' },
}

/** `cap_net_admin` and `NET_ADMIN` are the same; the name without prefix, in upper case. */
export function capabilityName(written: string): string {
  return written.toUpperCase().replace(/^CAP_/, '')
}

/** What a capability of `cap_add` makes possible beyond the container; undefined for harmless ones. */
export function powerOfCapability(written: string): CapabilityPower | undefined {
  const name = capabilityName(written)
  return Object.hasOwn(POWERS, name) ? POWERS[name] : undefined
}
