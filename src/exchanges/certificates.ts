import { X509Certificate } from 'node:crypto'
import { checkServerIdentity, type DetailedPeerCertificate, rootCertificates, type TLSSocket } from 'node:tls'
import type { Certificate, Tls, TlsFailure } from './exchange.ts'

/** No chain is longer; one that is was made to keep us busy. */
const LONGEST_CHAIN = 12

/**
 * What a TLS connection shows of the server, and whether it is who it says it is.
 * @param host the name or address that was asked for
 * @param ownAuthorities certificates in PEM that are trusted beside the system's
 */
export function readTls(socket: TLSSocket, host: string, ownAuthorities: readonly string[]): Tls {
  const peers = chainOf(socket)
  // Node types it as an Error, and gives a code; null where all is well.
  const code = (socket.authorizationError as unknown as string | null) ?? undefined
  const isRootOfServer = code === 'SELF_SIGNED_CERT_IN_CHAIN' || peers.length === 1
  const sent = peers.filter(
    (_, index) => index < peers.length - 1 || isRootOfServer || !isSelfIssued(peers[index]!),
  )
  const chain = sent.map((peer) => describe(peer))
  const failures = failuresOf(peers, chain, host, code, ownAuthorities)
  return {
    verified: failures.length === 0,
    ...(failures.length > 0 && {
      failure: failures[0]!.reason,
      failures: failures.map(({ reason }) => reason),
      message: failures.map(({ message }) => message).join(' '),
    }),
    ...(socket.getProtocol() && { protocol: socket.getProtocol()! }),
    ...(socket.getCipher() && { cipher: socket.getCipher().standardName ?? socket.getCipher().name }),
    ...(socket.alpnProtocol && { alpn: socket.alpnProtocol }),
    chain,
  }
}

function chainOf(socket: TLSSocket): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = []
  let peer: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  while (peer?.raw && chain.length < LONGEST_CHAIN && !chain.some((each) => each.raw.equals(peer!.raw))) {
    chain.push(peer)
    peer = peer.issuerCertificate
  }
  return chain
}

const isSelfIssued = ({ raw }: DetailedPeerCertificate) => {
  const certificate = new X509Certificate(raw)
  return certificate.subject === certificate.issuer
}

function describe({ raw }: DetailedPeerCertificate): Certificate {
  const certificate = new X509Certificate(raw)
  const { type, bits } = keyOf(certificate)
  const algorithm = signatureAlgorithmOf(raw)
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: namesOf(certificate.subjectAltName),
    notBefore: isoDate(certificate.validFrom),
    notAfter: isoDate(certificate.validTo),
    isSelfSigned: certificate.subject === certificate.issuer && isSignedByItself(certificate),
    ...(type && { keyType: type }),
    ...(bits && { keyBits: bits }),
    ...(algorithm && { signatureAlgorithm: algorithm }),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}

function isSignedByItself(certificate: X509Certificate): boolean {
  try {
    return certificate.verify(certificate.publicKey)
  } catch {
    return false
  }
}

/** OpenSSL writes one part of a name per line. */
function oneLine(name: string | undefined): string {
  return (name ?? '').trim().split('\n').join(', ')
}

/** Names are `DNS:example.com, IP Address:192.0.2.1`; one with a comma or a quote in it is written as JSON. */
function namesOf(written: string | undefined): string[] {
  const parts = (written ?? '').match(/(?:[^",]|"(?:[^"\\]|\\.)*")+/g) ?? []
  return parts.flatMap((part) => /^\s*(?:DNS|IP Address):"?(.*?)"?\s*$/.exec(part)?.[1] ?? [])
}

function isoDate(written: string): string {
  const date = new Date(written)
  return Number.isNaN(date.getTime()) ? written : date.toISOString()
}

function keyOf(certificate: X509Certificate): { type?: string; bits?: number } {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
    const curves: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 }
    const details = asymmetricKeyDetails
    switch (asymmetricKeyType) {
      case 'rsa':
      case 'rsa-pss':
        return { type: 'RSA', ...(details?.modulusLength && { bits: details.modulusLength }) }
      case 'ec': {
        const bits = curves[details?.namedCurve ?? ''] ?? Number(/\d{3}/.exec(details?.namedCurve ?? '')?.[0])
        return { type: 'EC', ...(bits && { bits }) }
      }
      case 'ed25519':
        return { type: 'Ed25519', bits: 256 }
      case 'ed448':
        return { type: 'Ed448', bits: 456 }
      default:
        return asymmetricKeyType ? { type: asymmetricKeyType.toUpperCase() } : {}
    }
  } catch {
    return {}
  }
}

/** Object identifiers of RFC 3279, 4055, 5758 and 8410, in DER. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'md5WithRSAEncryption',
  '2a864886f70d010105': 'sha1WithRSAEncryption',
  '2a864886f70d01010a': 'rsassaPss',
  '2a864886f70d01010b': 'sha256WithRSAEncryption',
  '2a864886f70d01010c': 'sha384WithRSAEncryption',
  '2a864886f70d01010d': 'sha512WithRSAEncryption',
  '2a8648ce3d0401': 'ecdsa-with-SHA1',
  '2a8648ce3d040302': 'ecdsa-with-SHA256',
  '2a8648ce3d040303': 'ecdsa-with-SHA384',
  '2a8648ce3d040304': 'ecdsa-with-SHA512',
  '2b6570': 'Ed25519',
  '2b6571': 'Ed448',
}

/**
 * By which algorithm a certificate is signed: Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm
 * SEQUENCE { OBJECT IDENTIFIER, … }, … }. Node does not tell it.
 */
function signatureAlgorithmOf(der: Buffer): string | undefined {
  const whole = elementAt(der, 0)
  const signed = whole && elementAt(der, whole.start)
  const algorithm = signed && elementAt(der, signed.end)
  const identifier = algorithm && elementAt(der, algorithm.start)
  return identifier && ALGORITHMS[der.subarray(identifier.start, identifier.end).toString('hex')]
}

/** Where the content of a DER element starts and ends. */
function elementAt(der: Buffer, at: number): { start: number; end: number } | undefined {
  const first = der[at + 1]
  if (first === undefined) return undefined
  const octets = first < 0x80 ? 0 : first - 0x80
  if (octets > 4 || at + 2 + octets > der.length) return undefined
  const length = octets === 0 ? first : der.readUIntBE(at + 2, octets)
  const start = at + 2 + octets
  return start + length <= der.length ? { start, end: start + length } : undefined
}

interface Fault {
  readonly reason: TlsFailure
  readonly message: string
}

/** OpenSSL stops at its first error. Dates and names are looked at here too, so that all is said at once. */
function failuresOf(
  peers: readonly DetailedPeerCertificate[],
  chain: readonly Certificate[],
  host: string,
  code: string | undefined,
  ownAuthorities: readonly string[],
): Fault[] {
  const [leaf] = chain
  if (!leaf || !peers[0]) return [{ reason: 'untrusted', message: 'The server shows no certificate.' }]
  const faults: Fault[] = []
  const trust = trustFault(code, leaf, chain, peers[0], ownAuthorities)
  if (trust) faults.push(trust)
  const now = Date.now()
  const expired = chain.find(({ notAfter }) => Date.parse(notAfter) < now)
  if (expired)
    faults.push({
      reason: 'expired',
      message: `${called(expired, leaf)} expired on ${day(expired.notAfter)}.`,
    })
  const early = chain.find(({ notBefore }) => Date.parse(notBefore) > now)
  if (early)
    faults.push({
      reason: 'not-yet-valid',
      message: `${called(early, leaf)} is valid from ${day(early.notBefore)} on.`,
    })
  if (checkServerIdentity(host, peers[0]) !== undefined) {
    const names = leaf.names.length > 0 ? leaf.names.slice(0, 5).join(', ') : 'no name'
    faults.push({ reason: 'name', message: `The certificate is for ${names}, not for ${host}.` })
  }
  // Nothing of the above, and still not trusted: a purpose, a constraint, an algorithm.
  if (code !== undefined && faults.length === 0) {
    const reason =
      code === 'CERT_HAS_EXPIRED' ? 'expired' : code === 'CERT_NOT_YET_VALID' ? 'not-yet-valid' : 'untrusted'
    faults.push({
      reason,
      message: `The certificate does not verify: ${code.toLowerCase().replaceAll('_', ' ')}.`,
    })
  }
  return faults
}

function trustFault(
  code: string | undefined,
  leaf: Certificate,
  chain: readonly Certificate[],
  peer: DetailedPeerCertificate,
  ownAuthorities: readonly string[],
): Fault | undefined {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return { reason: 'self-signed', message: 'The certificate is signed by itself and by no authority.' }
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return { reason: 'untrusted', message: `The authority ${chain.at(-1)!.subject} is not trusted here.` }
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY': {
      const last = chain.at(-1)!
      return lacksIntermediate(leaf, chain, peer, ownAuthorities)
        ? {
            reason: 'missing-intermediate',
            message: `The server does not send the certificate of ${last.issuer}, which issued the one it sends.`,
          }
        : { reason: 'untrusted', message: `The authority ${last.issuer} is not trusted here.` }
    }
    default:
      return undefined
  }
}

/**
 * Whether a certificate came without the one between it and a root. A leaf alone whose issuer is unknown can also
 * be one of an authority that is not trusted here; it counts as incomplete where it says who sends the issuer's
 * certificate, as those of public authorities do, or where its issuer is of the same organization as a root.
 */
function lacksIntermediate(
  leaf: Certificate,
  chain: readonly Certificate[],
  peer: DetailedPeerCertificate,
  ownAuthorities: readonly string[],
): boolean {
  if (chain.length > 1) return false
  if (/CA Issuers/.test(new X509Certificate(peer.raw).infoAccess ?? '')) return true
  const organization = organizationOf(leaf.issuer)
  return (
    organization !== undefined &&
    [...ownAuthorities, ...rootCertificates].some(
      (pem) => organizationOf(oneLine(new X509Certificate(pem).subject)) === organization,
    )
  )
}

const organizationOf = (name: string) => /(?:^|, )O=(.+?)(?:, \w+=|$)/.exec(name)?.[1]

const called = (certificate: Certificate, leaf: Certificate) =>
  certificate === leaf ? 'The certificate' : `The intermediate certificate ${certificate.subject}`

const day = (iso: string) => iso.slice(0, 10)
