import type { Scalar } from '../../documents/yaml/node.ts'
import { TracedText } from '../../span.ts'
import { copyScalar, makeScalar } from './tree.ts'

/**
 * A plain scalar as Compose's YAML reader (go-yaml, which still knows YAML 1.1) takes it, where YAML 1.2 sees
 * a text: `1_000` is the number 1000, `0b11` is 3, `2024-01-01` is a time and not the date that is written.
 */
export function readAsCompose(scalar: Scalar): Scalar {
  if (scalar.style !== 'plain' || typeof scalar.value !== 'string' || scalar.tag === '!!str') return scalar
  if (!/^[-+.\d]/.test(scalar.value)) return scalar
  const number = numberOf(scalar.value.replaceAll('_', ''))
  if (number !== undefined) return copyScalar(scalar, number)
  const time = timeOf(scalar.value)
  if (time === undefined) return scalar
  const { span } = scalar
  return makeScalar(time, TracedText.join([{ value: time, span, whole: true }], span), scalar)
}

function numberOf(text: string): number | undefined {
  const integer = /^([-+]?)(0b[01]+|0o[0-7]+|0x[\da-f]+|0[0-7]+|\d+)$/i.exec(text)
  if (integer) {
    const digits = integer[2]!.replace(/^0(?=[0-7]+$)/, '0o')
    return integer[1] === '-' ? -Number(digits) : Number(digits)
  }
  return /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined
}

const TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]| +)(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(Z|[-+]\d\d:\d\d)?)?$/

/** A time as Go writes one; undefined where the text is none. */
function timeOf(text: string): string | undefined {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] =
    TIME.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  if (zone !== undefined && text.includes(' ')) return undefined
  const two = (part: string) => part.padStart(2, '0')
  const date = `${year}-${two(month)}-${two(day)}`
  const clock = `${two(hour)}:${two(minute)}:${two(second)}`
  const at = new Date(`${date}T${clock}Z`)
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(`${date}T${clock}`)) return undefined
  const offset = zone === undefined || zone === 'Z' ? '+0000 UTC' : twice(zone.replace(':', ''))
  return `${date} ${clock}${fraction.replace(/\.?0*$/, '')} ${offset}`
}

function twice(offset: string): string {
  return `${offset} ${offset}`
}
