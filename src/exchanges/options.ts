/** Says that a host and port are at another place than the system's resolver says. */
export interface GivenAddress {
  readonly host: string
  readonly port: number
  readonly address: string
  /** The port to connect to; the one that was asked for where left out. */
  readonly addressPort?: number
}

/** Milliseconds that each phase may take at most. */
export interface PhaseLimits {
  /** Name resolution and connection together. */
  readonly connect: number
  readonly tls: number
  readonly headers: number
  readonly body: number
}

export const PHASE_LIMITS: PhaseLimits = { connect: 10_000, tls: 10_000, headers: 15_000, body: 20_000 }

/** How requests are made. */
export interface RequestOptions {
  readonly limits: PhaseLimits
  /** Bytes of a body after decoding; reading ends there. */
  readonly maxBytes: number
  readonly resolve: readonly GivenAddress[]
  /** Certificates in PEM that are trusted beside the system's, one per item. */
  readonly authorities: readonly string[]
  readonly isInsecure: boolean
}

/** Bytes. */
export const MOST_BODY_BYTES = 5 * 1024 * 1024

/** The certificates of a PEM file, one per item. */
export function splitCertificates(pem: string): string[] {
  return (
    pem.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g) ?? []
  )
}
