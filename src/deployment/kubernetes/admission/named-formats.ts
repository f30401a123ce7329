import type { Environment, Optional } from '@marcbachmann/cel-js'
import { parseUrl } from './urls.ts'

class FormatNames {}

class NamedFormat {
  readonly fault: (text: string) => string | undefined
  constructor(fault: (text: string) => string | undefined) {
    this.fault = fault
  }
}

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/
const LABEL_1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/
const WORD = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

const isLabel = (text: string) => text.length <= 63 && LABEL.test(text)
const is1035 = (text: string) => text.length <= 63 && LABEL_1035.test(text)
const isSubdomain = (text: string) => text.length <= 253 && text.split('.').every((part) => LABEL.test(part))
/** A prefix is followed by something, so it may end in a dash. */
const asPrefix = (is: (text: string) => boolean) => (text: string) => is(text.replace(/-$/, 'a'))

function isQualifiedName(text: string): boolean {
  const parts = text.split('/')
  const name = parts.at(-1)!
  return (
    parts.length <= 2 &&
    name.length <= 63 &&
    WORD.test(name) &&
    (parts.length === 1 || isSubdomain(parts[0]!))
  )
}

function isDate(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && isDayOfMonth(text)
  )
}

/** JavaScript reads the 31st of February as the 3rd of March. */
export function isDayOfMonth(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number)
  return (
    day >= 1 &&
    month >= 1 &&
    month <= 12 &&
    day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
  )
}

function isDateTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:?\d\d)?$/.test(text) && isDayOfMonth(text)
  )
}

const FORMATS: Readonly<Record<string, readonly [(text: string) => boolean, string]>> = {
  dns1123Label: [isLabel, 'is no DNS label'],
  dns1123Subdomain: [isSubdomain, 'is no DNS name'],
  dns1035Label: [is1035, 'is no DNS label that begins with a letter'],
  qualifiedName: [isQualifiedName, 'is no qualified name'],
  dns1123LabelPrefix: [asPrefix(isLabel), 'is no beginning of a DNS label'],
  dns1123SubdomainPrefix: [asPrefix(isSubdomain), 'is no beginning of a DNS name'],
  dns1035LabelPrefix: [asPrefix(is1035), 'is no beginning of a DNS label'],
  labelValue: [(text) => text === '' || (text.length <= 63 && WORD.test(text)), 'is no value of a label'],
  uri: [(text) => parseUrl(text) !== undefined, 'is no URI'],
  uuid: [(text) => UUID.test(text), 'does not match the UUID format'],
  byte: [(text) => text !== '' && BASE64.test(text), 'invalid base64'],
  date: [isDate, 'invalid date'],
  datetime: [isDateTime, 'invalid datetime'],
}

/** Kubernetes' named formats (k8s.io/apiserver/pkg/cel/library, format). */
export function registerNamedFormats(environment: Environment, optional: typeof Optional): void {
  const [names, type] = ['kubernetes.FormatNames', 'kubernetes.NamedFormat']
  environment
    .registerType(names, FormatNames)
    .registerType(type, NamedFormat)
    .registerConstant('format', names, new FormatNames())
    .registerFunction(`${names}.named(string): optional<${type}>`, (_: unknown, name: string) =>
      Object.hasOwn(FORMATS, name) ? optional.of(made[name]) : optional.none(),
    )
    .registerFunction(
      `${type}.validate(string): optional<list<string>>`,
      (format: NamedFormat, text: string) => {
        const fault = format.fault(text)
        return fault === undefined ? optional.none() : optional.of([fault])
      },
    )
  const made: Record<string, NamedFormat> = {}
  for (const [name, [holds, fault]] of Object.entries(FORMATS)) {
    const format = new NamedFormat((text) => (holds(text) ? undefined : fault))
    made[name] = format
    environment.registerFunction(`${names}.${name}(): ${type}`, () => format)
  }
}
