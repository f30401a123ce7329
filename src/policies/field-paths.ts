import type { Span } from '../span.ts'
import { type Field, isRecord, type Reading, type RecordType, UNKNOWN } from './projection.ts'
import { didYouMean } from './suggest.ts'

/** A dotted path of fields, `image.tag`, which starts at the subject. */
export interface FieldPath {
  /** Somewhere on the way is a field that may hold a secret. */
  readonly secret: boolean
  /** It holds a text, a number or a list of these, and no record. */
  readonly printable: boolean
  /** Where the field stands; undefined where it is absent or stands nowhere. */
  spanOf(subject: unknown): Span | undefined
  /** The value as a message prints it. */
  textOf(subject: unknown): string
}

/**
 * Reads a path and holds it against the fields of a record. The subject's own name may stand before it
 * (`service.image.tag`). Below a map any names may follow.
 */
export function parseFieldPath(
  path: string,
  subjectName: string,
  record: RecordType,
): FieldPath | { readonly error: string } {
  const names = path.trim().split('.')
  if (names[0] === subjectName && names.length > 1) names.shift()
  const fields: Field[] = []
  let type: RecordType | undefined = record
  let key: string | undefined
  let walked = subjectName
  for (const [index, name] of names.entries()) {
    const field: Field | undefined = type && Object.hasOwn(type.fields, name) ? type.fields[name] : undefined
    if (!field) {
      const known = type ? Object.keys(type.fields) : []
      return { error: `${walked} has no field "${name}".${didYouMean(name, known)}` }
    }
    fields.push(field)
    walked = `${walked}.${name}`
    if (field.spanOfKey && index < names.length - 1) {
      key = names.slice(index + 1).join('.')
      break
    }
    type = isRecord(field.type) ? field.type : undefined
  }
  return {
    secret: fields.some((field) => field.secret),
    printable: typeof fields.at(-1)?.type === 'string',
    spanOf: (subject) => spanOf(subject, fields, key),
    textOf: (subject) => textOf(read(subject, fields)?.reading),
  }
}

/** Reads fields one below the other: the last reading, and what it was read from. */
function read(
  subject: unknown,
  fields: readonly Field[],
): { readonly reading: Reading; readonly owner: unknown } | undefined {
  let owner = subject
  let reading: Reading
  for (const [index, field] of fields.entries()) {
    reading = field.read(owner)
    if (index === fields.length - 1) return { reading, owner }
    if (reading === undefined || reading === UNKNOWN) return { reading, owner: undefined }
    owner = reading.value
  }
  return undefined
}

function spanOf(subject: unknown, fields: readonly Field[], key: string | undefined): Span | undefined {
  const last = fields.at(-1)
  const result = read(subject, fields)
  if (!last || !result || result.owner === undefined) return undefined
  if (key !== undefined) return last.spanOfKey?.(result.owner, key)
  return result.reading === UNKNOWN ? undefined : result.reading?.span
}

function textOf(reading: Reading): string {
  if (reading === undefined) return 'nothing'
  if (reading === UNKNOWN) return 'unknown'
  const { value } = reading
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(String).join(', ')
  return String(value)
}
