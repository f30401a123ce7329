import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import type { InferredFlags } from '@oclif/core/interfaces'
import { type GivenAddress, splitCertificates } from '../exchanges/options.ts'
import type { ProbeOptions } from '../probe.ts'
import { UsageError } from '../usage-error.ts'
import { readDay, readLevels } from './lint-options.ts'
import type { probeFlags } from './probe-flags.ts'
import type { PlaceOptions } from './shared-flags.ts'

/** The flags of `plimsoll probe` as they were written. */
export type ProbeFlags = InferredFlags<typeof probeFlags>

/**
 * What the command line asks of a probe.
 * @throws UsageError for a value that cannot be read
 */
export function readProbeOptions(
  urls: readonly string[],
  flags: ProbeFlags,
  place: PlaceOptions,
): ProbeOptions {
  const { environment, only, skip, rule, now, timeout, retries, concurrency, header, ca } = flags
  const waitFor = flags['wait-for']
  return {
    ...place,
    ...(urls.length > 0 && { endpoints: urls }),
    ...(environment !== undefined && { environment }),
    ...(only && { only }),
    ...(skip && { skip }),
    ...(rule && { severities: readLevels(rule) }),
    ...(now !== undefined && { now: readDay(now) }),
    ...(timeout !== undefined && { timeout: readDuration('--timeout', timeout) }),
    ...(waitFor !== undefined && { waitFor: readDuration('--wait-for', waitFor) }),
    ...(retries !== undefined && { retries }),
    ...(concurrency !== undefined && { concurrency }),
    ...(header && { headers: readHeaders(header) }),
    ...(flags.resolve && { resolve: flags.resolve.map(readGivenAddress) }),
    ...(ca !== undefined && { ca: readAuthorities(resolve(place.cwd, ca)) }),
    insecure: flags.insecure,
    active: flags.active,
  }
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
/** Longer than anybody waits, and than a timer can. */
const LONGEST = 24 * 3_600_000

/**
 * `500ms`, `30s`, `1.5m` as milliseconds.
 * @throws UsageError for anything else
 */
export function readDuration(flag: string, written: string): number {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(written)
  const time = found ? Math.round(Number(found[1]) * UNITS[found[2]!]!) : 0
  if (time > 0 && time <= LONGEST) return time
  throw new UsageError(`${flag} ${written} is no time of at most a day. Write it as 500ms, 30s or 2m.`)
}

/**
 * `--header 'Name: value'` as values by name.
 * @throws UsageError for one without a colon
 */
export function readHeaders(written: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    written.map((each) => {
      const at = each.indexOf(':')
      // The value is not repeated: it may be a secret.
      if (at < 1) throw new UsageError("--header is written as 'Name: value'.")
      return [each.slice(0, at).trim(), each.slice(at + 1).trim()]
    }),
  )
}

/**
 * `--resolve HOST:PORT:ADDRESS[:PORT]`, as curl takes it; the last port is ours. IPv6 stands in brackets.
 * @throws UsageError for anything else
 */
export function readGivenAddress(written: string): GivenAddress {
  const found =
    /^(\[[^\]]+\]|[^:[\]]+):(\d+):(?:\[([^\]]+)\](?::(\d+))?|([\d.]+)(?::(\d+))?|([\da-fA-F:.]+))$/.exec(
      written,
    )
  const [, host = '', port, bracketed, afterBracket, plain, afterPlain, bare] = found ?? []
  const address = bracketed ?? plain ?? bare ?? ''
  const addressPort = afterBracket ?? afterPlain
  const ports = [port, addressPort].filter((each) => each !== undefined).map(Number)
  if (isIP(address) === 0 || ports.some((each) => each < 1 || each > 65535)) {
    throw new UsageError(`--resolve ${written}: write HOST:PORT:ADDRESS, as example.com:443:192.0.2.7.`)
  }
  return {
    host: host.replace(/^\[|\]$/g, '').toLowerCase(),
    port: Number(port),
    address,
    ...(addressPort !== undefined && { addressPort: Number(addressPort) }),
  }
}

function readAuthorities(file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`--ca ${file} cannot be read: ${(error as Error).message}`)
  }
  const certificates = splitCertificates(text)
  if (certificates.length === 0) throw new UsageError(`--ca ${file} holds no certificate in PEM.`)
  for (const [index, certificate] of certificates.entries()) {
    try {
      new X509Certificate(certificate)
    } catch {
      throw new UsageError(`--ca ${file}: certificate ${index + 1} cannot be read.`)
    }
  }
  return text
}
