import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

/** A certificate with its key, as servers take them. */
export interface Issued {
  readonly cert: string
  readonly key: string
  readonly subject: Name
  readonly privateKey: KeyObject
}

interface Name {
  readonly CN: string
  readonly O?: string
}

export interface Wanted {
  readonly subject: Name
  /** Who signs it; itself where left out. */
  readonly issuer?: Issued
  readonly isAuthority?: boolean
  /** DNS names and IPv4 addresses. */
  readonly names?: readonly string[]
  readonly notBefore?: Date
  readonly notAfter?: Date
  /** Where the issuer's certificate is to be had. */
  readonly issuerUrl?: string
  readonly keyBits?: number
}

// DER (ITU-T X.690): a tag, the length of the content, the content.
function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const octets =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...octets]), content])
}

const sequence = (...parts: readonly Buffer[]) => element(0x30, ...parts)
const text = (tag: number, value: string) => element(tag, Buffer.from(value))
const integer = (bytes: Buffer) => element(0x02, bytes)
const explicit = (tag: number, ...parts: readonly Buffer[]) => element(0xa0 + tag, ...parts)

function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets = rest.flatMap((arc) => {
    const groups = [arc & 0x7f]
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80)
    return groups
  })
  return element(0x06, Buffer.from([first * 40 + second, ...octets]))
}

function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+|[-:T]/g, '')
  return date.getUTCFullYear() < 2050 ? text(0x17, digits.slice(2)) : text(0x18, digits)
}

function nameOf({ O, CN }: Name): Buffer {
  const part = (id: string, value: string) => element(0x31, sequence(identifier(id), text(0x0c, value)))
  return sequence(...(O === undefined ? [] : [part('2.5.4.10', O)]), part('2.5.4.3', CN))
}

function extension(id: string, isCritical: boolean, value: Buffer): Buffer {
  return sequence(
    identifier(id),
    ...(isCritical ? [element(0x01, Buffer.from([0xff]))] : []),
    element(0x04, value),
  )
}

function extensionsOf({ isAuthority = false, names = [], issuerUrl }: Wanted): Buffer {
  const alternatives = names.map((name) =>
    isIPv4(name) ? element(0x87, Buffer.from(name.split('.').map(Number))) : text(0x82, name),
  )
  return sequence(
    extension('2.5.29.19', true, sequence(...(isAuthority ? [element(0x01, Buffer.from([0xff]))] : []))),
    ...(alternatives.length > 0 ? [extension('2.5.29.17', false, sequence(...alternatives))] : []),
    ...(issuerUrl === undefined
      ? []
      : [
          extension(
            '1.3.6.1.5.5.7.1.1',
            false,
            sequence(sequence(identifier('1.3.6.1.5.5.7.48.2'), text(0x86, issuerUrl))),
          ),
        ]),
  )
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

const DAY = 24 * 3600 * 1000

/** Makes an X.509 certificate (RFC 5280) with a new key: RSA where bits are given, else EC P-256. */
export function issue(wanted: Wanted): Issued {
  const { subject, issuer, keyBits } = wanted
  const { privateKey, publicKey } =
    keyBits === undefined
      ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      : generateKeyPairSync('rsa', { modulusLength: keyBits })
  const signer = issuer?.privateKey ?? privateKey
  const isEc = signer.asymmetricKeyType === 'ec'
  const algorithm = isEc
    ? sequence(identifier('1.2.840.10045.4.3.2'))
    : sequence(identifier('1.2.840.113549.1.1.11'), element(0x05))
  const signed = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    nameOf(issuer?.subject ?? subject),
    sequence(
      time(wanted.notBefore ?? new Date(Date.now() - DAY)),
      time(wanted.notAfter ?? new Date(Date.now() + 90 * DAY)),
    ),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, extensionsOf(wanted)),
  )
  const signature = sign('sha256', signed, signer)
  const der = sequence(signed, algorithm, element(0x03, Buffer.from([0]), signature))
  return {
    cert: pem('CERTIFICATE', der),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    subject,
    privateKey,
  }
}

/** A root, an intermediate and what they sign: all that the tests of TLS need. */
export function makeAuthority() {
  const root = issue({ subject: { O: 'Load Line Tests', CN: 'Root' }, isAuthority: true })
  const intermediate = issue({
    subject: { O: 'Load Line Tests', CN: 'Intermediate' },
    issuer: root,
    isAuthority: true,
  })
  return {
    /** What is given as the trusted authority. */
    ca: root.cert,
    root,
    intermediate,
    /** A server's certificate with its whole chain. */
    serve(wanted: Partial<Wanted> = {}): { cert: string; key: string } {
      const leaf = issue({
        subject: { CN: 'shop.test' },
        names: ['shop.test', 'localhost', '127.0.0.1'],
        issuer: intermediate,
        ...wanted,
      })
      return { key: leaf.key, cert: wanted.issuer ? leaf.cert : leaf.cert + intermediate.cert }
    },
  }
}
