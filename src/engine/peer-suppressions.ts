import type { DockerfileDocument, Instruction } from '../documents/dockerfile/document.ts'
import type { DocumentBase } from '../documents/document.ts'
import { controlOf } from '../documents/env/control-comments.ts'
import type { EnvDocument } from '../documents/env/document.ts'
import type { YamlDocument, YamlNode } from '../documents/yaml/node.ts'
import { type Comment, Lines } from '../span.ts'

/** Lines of a file on which findings of some names are silent. */
export interface Silence {
  readonly path: string
  /** 1-based, both ends included. */
  readonly firstLine: number
  readonly lastLine: number
  /** Asked with a rule's id and with each of its names in other tools. */
  silences(name: string): boolean
}

const NOWHERE_LEFT = Number.POSITIVE_INFINITY

/**
 * What the ignore comments of other tools silence in a document; by their own grammar, each.
 * @param voidComments tools that are told not to heed their comments
 */
export function readPeerSilences(document: DocumentBase, voidComments: readonly string[] = []): Silence[] {
  const silences = document.comments.length > 0 ? commentSilences(document, voidComments) : []
  if (document.kind === 'dockerfile') silences.push(...directiveSilences(document as DockerfileDocument))
  return silences
}

function commentSilences(document: DocumentBase, voidComments: readonly string[]): Silence[] {
  const { path, kind } = document
  let lines: Lines | undefined
  const silences: Unplaced[] = []
  for (const comment of document.comments) {
    if (!/^(?:hadolint|check=|checkov:|trivy:|kics-scan|dclint|dotenv-linter:|zizmor:)/.test(comment.text))
      continue
    lines ??= new Lines(document.text)
    const place = { document, comment, lines, line: lines.lineOf(comment.span.start) }
    if (kind === 'dockerfile' && !voidComments.includes('hadolint')) silences.push(...hadolint(place))
    if (kind === 'dockerfile') silences.push(...buildkit(place))
    if (kind === 'env') silences.push(...dotenvLinter(place))
    if (kind === 'yaml') silences.push(...dclint(place), ...zizmor(place))
    silences.push(...checkov(place), ...trivy(place), ...kics(place))
  }
  return silences.map((silence) => ({ ...silence, path }))
}

interface Place {
  readonly document: DocumentBase
  readonly comment: Comment
  readonly lines: Lines
  /** Of the comment. */
  readonly line: number
}

type Unplaced = Omit<Silence, 'path'>

const oneOf = (names: readonly string[]) => (name: string) => names.includes(name)
const everyOf = (peer: string) => (name: string) => name.startsWith(`${peer}:`)
const within = (firstLine: number, lastLine: number, silences: Silence['silences']): Unplaced => ({
  firstLine,
  lastLine,
  silences,
})

/**
 * `# hadolint ignore=DL3008,SC2086`: the instruction that starts on the next physical line;
 * `stage ignore`, directly above a FROM: the stage without its FROM; `global ignore`: the file.
 */
function hadolint({ document, comment, lines, line }: Place): Unplaced[] {
  const match = /^hadolint\s+(?:(global|stage)\s+)?ignore\s*=\s*(.*)$/.exec(comment.text)
  if (!match) return []
  const list = match[2]!.split('#')[0]!.trim()
  // One code that cannot be one voids the whole list.
  if (!/^[DLSC\d]+(?:\s*,\s*[DLSC\d]+)*$/.test(list)) return []
  const codes = list.split(',').map((code) => code.trim())
  const silences = oneOf(codes.flatMap((code) => [`hadolint:${code}`, `shellcheck:${code}`]))
  if (match[1] === 'global') return [within(1, NOWHERE_LEFT, silences)]
  const { instructions } = document as DockerfileDocument
  const next = instructions.find(({ span }) => lines.lineOf(span.start) === line + 1)
  if (!next) return []
  const lastLine = lines.lineOf(next.span.end)
  if (match[1] === undefined) return [within(line + 1, lastLine, silences)]
  if (next.keyword !== 'FROM') return []
  return [within(lastLine + 1, endOfStage(instructions, next, lines), silences)]
}

function endOfStage(instructions: readonly Instruction[], from: Instruction, lines: Lines): number {
  const following = instructions.find(
    ({ keyword, span }) => keyword === 'FROM' && span.start > from.span.start,
  )
  return following ? lines.lineOf(following.span.start) - 1 : NOWHERE_LEFT
}

/** `# check=skip=A,B` in the comments directly above an instruction: that instruction. */
function buildkit({ document, comment, lines }: Place): Unplaced[] {
  const silences = buildkitNames(comment.text)
  const { instructions } = document as DockerfileDocument
  const below = instructions.find(({ above }) => above.some(({ span }) => span.start === comment.span.start))
  if (!silences || !below) return []
  return [within(lines.lineOf(below.span.start), lines.lineOf(below.span.end), silences)]
}

/** `# check=skip=…` as a directive at the top: the file. */
function directiveSilences({ path, directives }: DockerfileDocument): Silence[] {
  return directives.flatMap(({ name, value }) => {
    const silences = name === 'check' ? buildkitNames(`check=${value.value}`) : undefined
    return silences ? [{ path, ...within(1, NOWHERE_LEFT, silences) }] : []
  })
}

/** Names are case-sensitive; `skip=all` leaves the experimental check, which has to be asked for. */
function buildkitNames(text: string): Silence['silences'] | undefined {
  const options = /^check=(\S+)/.exec(text)?.[1]?.split(';') ?? []
  const skip = options.find((option) => option.startsWith('skip='))?.slice('skip='.length)
  if (skip === undefined) return undefined
  const names = skip.split(',').map((name) => `buildkit:${name}`)
  if (!names.includes('buildkit:all')) return oneOf(names)
  return (name) => name.startsWith('buildkit:') && name !== 'buildkit:InvalidDefinitionDescription'
}

/** `# checkov:skip=CKV_DOCKER_2: reason`: the file. */
function checkov({ comment }: Place): Unplaced[] {
  const id = /^checkov:skip=(\w+)/.exec(comment.text)?.[1]
  return id === undefined ? [] : [within(1, NOWHERE_LEFT, oneOf([`checkov:${id}`]))]
}

/** `# trivy:ignore:AVD-DS-0002`, older `DS002`: what starts on the next line, and the line itself. */
function trivy({ document, comment, lines, line }: Place): Unplaced[] {
  const match = /^trivy:ignore:(?:AVD-)?([A-Z]+)-?(\d+)/i.exec(comment.text)
  if (!match) return []
  const id = `trivy:${match[1]!.toUpperCase()}-${match[2]!.padStart(4, '0')}`
  return [within(line, comment.ownLine ? lastLineOfNext(document, lines, line) : line, oneOf([id]))]
}

/** `# zizmor: ignore[unpinned-uses, artipacked]`: the line that it stands on. */
function zizmor({ comment, line }: Place): Unplaced[] {
  const list = /^zizmor:\s*ignore\[([^\]]*)\]/.exec(comment.text)?.[1]
  if (list === undefined) return []
  return [within(line, line, oneOf(list.split(',').map((rule) => `zizmor:${rule.trim()}`)))]
}

/** `# kics-scan ignore` at the top: the file; `ignore-line`: the next line; `ignore-block`: what starts there. */
function kics({ document, comment, lines, line }: Place): Unplaced[] {
  const what = /^kics-scan\s+(ignore(?:-line|-block)?)\b/.exec(comment.text)?.[1]
  if (what === 'ignore') return [within(1, NOWHERE_LEFT, everyOf('kics'))]
  if (what === 'ignore-line') return [within(line, line + 1, everyOf('kics'))]
  return what === 'ignore-block' ? [within(line, lastLineOfNext(document, lines, line), everyOf('kics'))] : []
}

/** A Dockerfile instruction is one thing over all its lines; elsewhere the next line is meant. */
function lastLineOfNext(document: DocumentBase, lines: Lines, line: number): number {
  if (document.kind !== 'dockerfile') return line + 1
  const { instructions } = document as DockerfileDocument
  const next = instructions.find(({ span }) => lines.lineOf(span.start) > line)
  return next ? lines.lineOf(next.span.end) : line + 1
}

/**
 * `# dclint disable [rules]` in the first line that is not empty, or `disable-file`: the file.
 * `# dclint disable-line [rules]`: its line, or the next one where it stands on a line of its own. Facts: dclint 3.1.0.
 */
function dclint({ document, comment, lines, line }: Place): Unplaced[] {
  const match = /^dclint\s+disable(-line|-file)?(?:\s+(.*))?$/.exec(comment.text)
  if (!match) return []
  const names = match[2]?.split(/\s+/).filter(Boolean) ?? []
  const silences = names.length > 0 ? oneOf(names.map((name) => `dclint:${name}`)) : everyOf('dclint')
  if (match[1] !== '-line') {
    const before = document.text.slice(0, lines.startOf(line))
    if (!/^\ufeff?(?:\s|---)*$/.test(before)) return []
    return [within(1, NOWHERE_LEFT, match[1] ? everyOf('dclint') : silences)]
  }
  const target = comment.ownLine ? line + 1 : line
  const whole = lastLineOfEntry(document as YamlDocument, lines, target)
  const ofLists = (name: string) => DCLINT_LIST_CHECKS.has(name) && silences(name)
  return [within(target, target, silences), ...(whole > target ? [within(target, whole, ofLists)] : [])]
}

/** What dclint says of a list as a whole, at the line of its key, and we of the item that is wrong. */
const DCLINT_LIST_CHECKS = new Set([
  'dclint:no-duplicate-exported-ports',
  'dclint:no-unbound-port-interfaces',
  'dclint:service-dependencies-alphabetical-order',
  'dclint:service-ports-alphabetical-order',
])

/** The last line of the entry whose key stands on a line, if it is one that such a check is about. */
function lastLineOfEntry({ roots }: YamlDocument, lines: Lines, line: number): number {
  const pending: (YamlNode | undefined)[] = roots.map(({ root }) => root)
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind !== 'mapping') continue
    for (const { key, value, span } of node.entries) {
      const isHere = lines.lineOf(key.span.start) === line
      if (isHere && /^(?:ports|depends_on)$/.test(key.text)) return lines.lineOf(span.end)
      if (lines.lineOf(span.start) <= line && line <= lines.lineOf(span.end)) pending.push(value)
    }
  }
  return line
}

/** `# dotenv-linter:off A, B` until `# dotenv-linter:on A`, or to the end of the file. */
function dotenvLinter({ document, comment, lines, line }: Place): Unplaced[] {
  const control = controlOf(comment)
  if (!control?.isOff) return []
  return control.checks.map((name) => {
    const end = (document as EnvDocument).comments.find((other) => {
      const later = other.span.start > comment.span.start ? controlOf(other) : undefined
      return later && !later.isOff && later.checks.includes(name)
    })
    return within(line, end ? lines.lineOf(end.span.start) : NOWHERE_LEFT, oneOf([`dotenv-linter:${name}`]))
  })
}
