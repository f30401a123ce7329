import type { Mapping, Scalar, YamlNode } from '../../documents/yaml/node.ts'
import type { Located, Span, TracedText } from '../../span.ts'
import { modeOf } from './casts.ts'
import type { ReadingProblem } from './ports.ts'
import { readSize } from './sizes.ts'
import { asMapping, stringOf } from './tree.ts'

/** One entry of `volumes` of a service. */
export interface Mount {
  /** `bind`, `volume`, `tmpfs`, `npipe`, `cluster` or `image`; whatever the long form says. */
  readonly type: string
  /** A path of the host, the name of a volume, an image; undefined for an anonymous volume and for tmpfs. */
  readonly source: Located<string> | undefined
  readonly target: Located<string> | undefined
  readonly readOnly: boolean
  /** Where it says that it is read-only, or not. */
  readonly readOnlySpan: Span | undefined
  /** The options after the last colon of the short form. */
  readonly options: readonly Located<string>[]
  /** `shared`, `rshared`, `slave`, `rslave`, `private` or `rprivate`. */
  readonly propagation: Located<string> | undefined
  /** The host's path is made where it is missing; the short form does so. */
  readonly createsHostPath: boolean
  /** `z` (shared) or `Z` (private) relabelling. */
  readonly selinux: string | undefined
  readonly noCopy: boolean
  readonly subpath: string | undefined
  /** Bytes of a tmpfs. */
  readonly size: number | undefined
  /** Permission bits of a tmpfs. */
  readonly mode: number | undefined
  readonly consistency: string | undefined
  readonly span: Span
  readonly form: 'short' | 'long'
}

export interface ReadMount {
  readonly mount: Mount | undefined
  readonly problems: readonly ReadingProblem[]
}

const PROPAGATION = new Set(['shared', 'rshared', 'slave', 'rslave', 'private', 'rprivate'])

/** An item of `volumes` of a service, short (`./data:/data:ro`) or long. */
export function readMount(node: YamlNode): ReadMount {
  if (node.kind === 'scalar' && node.value !== null) return readShortMount(node)
  if (node.kind === 'mapping') return readLongMount(node)
  return { mount: undefined, problems: [{ at: node.span, message: 'A mount is a text or a mapping.' }] }
}

/** Whether the source of a short mount is a path of the host and not the name of a volume. */
export function isHostPath(source: string): boolean {
  return /^[./~\\]/.test(source) || /^[a-z]:/i.test(source)
}

/** A target without what does not matter to it: `/data/` and `/x/../data` are `/data`. */
export function cleanTarget(target: string): string {
  const parts: string[] = []
  const isAbsolute = target.startsWith('/')
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (!isAbsolute) parts.push(part)
  }
  return `${isAbsolute ? '/' : ''}${parts.join('/')}` || '.'
}

interface Section {
  readonly start: number
  readonly end: number
}

/** The sections between colons. The colon after a single letter parts nothing: Compose takes it for a drive. */
function sectionsOf(text: string): Section[] {
  const sections: Section[] = []
  let start = 0
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && text[at] !== ':') continue
    const isDrive = at === start + 1 && /[a-z]/i.test(text[start]!)
    if (at < text.length && isDrive) continue
    sections.push({ start, end: at })
    start = at + 1
  }
  return sections
}

function readShortMount(node: Scalar): ReadMount {
  const traced = node.traced()
  const text = typeof node.value === 'string' ? node.value : stringOf(node)
  const wrong = (message: string): ReadMount => ({ mount: undefined, problems: [{ at: node.span, message }] })
  // Compose takes one or two characters for a target, whatever they are.
  const sections = text.length <= 2 ? [{ start: 0, end: text.length }] : sectionsOf(text)
  if (text === '') return wrong('A mount cannot be empty.')
  if (sections.length > 3) return wrong(`"${text}" has too many colons.`)
  if (sections.some((section) => section.start === section.end)) {
    return wrong(`"${text}" has an empty part between its colons.`)
  }
  const locate = (section: Section): Located<string> => ({
    value: text.slice(section.start, section.end),
    span: traced.spanOf(section.start, section.end),
  })
  const [first, second, third] = sections
  const source = second && first ? locate(first) : undefined
  const target = locate(second ?? first!)
  const options = third ? optionsOf(text, third, traced) : []
  const has = (name: string) => options.find((option) => option.value === name)
  const readOnly = has('ro') ?? has('rw')
  const isBind = source !== undefined && isHostPath(source.value)
  const mount: Mount = {
    type: isBind ? 'bind' : 'volume',
    source,
    target,
    readOnly: readOnly?.value === 'ro',
    readOnlySpan: readOnly?.span,
    options,
    propagation: options.find((option) => PROPAGATION.has(option.value)),
    createsHostPath: isBind,
    selinux: has('z')?.value ?? has('Z')?.value,
    noCopy: has('nocopy') !== undefined,
    subpath: options.find((option) => option.value.startsWith('volume-subpath='))?.value.slice(15),
    size: undefined,
    mode: undefined,
    consistency: options.find((option) => /^(?:cached|delegated|consistent)$/.test(option.value))?.value,
    span: node.span,
    form: 'short',
  }
  return { mount, problems: [] }
}

function optionsOf(text: string, section: Section, traced: TracedText): Located<string>[] {
  const options: Located<string>[] = []
  let start = section.start
  for (const value of text.slice(section.start, section.end).split(',')) {
    options.push({ value, span: traced.spanOf(start, start + value.length) })
    start += value.length + 1
  }
  return options
}

function readLongMount(node: Mapping): ReadMount {
  const problems: ReadingProblem[] = []
  const located = (key: string): Located<string> | undefined => {
    const value = node.get(key)
    if (value?.kind !== 'scalar' || value.value === null) return undefined
    return { value: stringOf(value), span: value.span }
  }
  const scalarIn = (section: string, key: string): Scalar | undefined => {
    const value = asMapping(node.get(section))?.get(key)
    return value?.kind === 'scalar' && value.value !== null ? value : undefined
  }
  const type = located('type')?.value ?? 'volume'
  const source = located('source')
  if (type === 'bind' && !source?.value) {
    problems.push({ at: node.entry('source')?.span ?? node.span, message: 'A bind mount needs a source.' })
  }
  if (located('target') === undefined) {
    problems.push({ at: node.entry('target')?.span ?? node.span, message: 'A mount needs a target.' })
  }
  const propagation = scalarIn('bind', 'propagation')
  const subpath = scalarIn('volume', 'subpath') ?? scalarIn('image', 'subpath')
  const size = scalarIn('tmpfs', 'size')
  const mode = scalarIn('tmpfs', 'mode')
  const selinux = scalarIn('bind', 'selinux')
  const readOnly = node.get('read_only')
  const mount: Mount = {
    type,
    source,
    target: located('target'),
    readOnly: readOnly?.kind === 'scalar' && readOnly.value === true,
    readOnlySpan: readOnly?.span,
    options: [],
    propagation: propagation && { value: stringOf(propagation), span: propagation.span },
    createsHostPath: type === 'bind' && scalarIn('bind', 'create_host_path')?.value !== false,
    selinux: selinux && stringOf(selinux),
    noCopy: scalarIn('volume', 'nocopy')?.value === true,
    subpath: subpath && stringOf(subpath),
    size: size && readSize(size),
    mode: mode && modeOf(mode),
    consistency: located('consistency')?.value,
    span: node.span,
    form: 'long',
  }
  return { mount, problems }
}
