import type { Project } from '../deployment/project.ts'
import {
  isManagedElsewhere,
  isPlaceholder,
  isWellKnownDefault,
  recogniseSecret,
  secretRanges,
} from '../deployment/secret-values.ts'
import type { Variable } from '../deployment/variable.ts'
import { asBoolean, isSecretName } from '../deployment/variable-names.ts'

/** Shorter values occur in ordinary text by chance; they are hidden only where they stand. */
const SHORTEST_KNOWN_VALUE = 8
/** Where a value is only asked for: `${NAME}`, `${NAME:?said}`, `process.env.NAME ?? ''`. */
const REFERENCE =
  /^["']?(?:\$\{[A-Za-z_]\w*(?::?\?[^{}]*)?\}|(?:process|import\.meta)\.env\.[A-Za-z_]\w*(?:\s*(?:\?\?|\|\|)\s*(?:''|""))?)["']?[\s,;)}\]]*$/
const ASSIGNMENT = /(?:^|[\s"'{,(-])([A-Za-z_][\w.-]{0,80})["']?\s{0,8}[:=]\s{0,8}(\S[^\n]*)/g

/** Hides secrets in everything that leaves the program: excerpts, messages, texts of fixes. */
export interface Redactor {
  /** A whole file's text, every character of a secret but at most the first four replaced, length unchanged. */
  file(path: string, text: string): string
  /** A sentence or a fix: known secrets and whatever has a secret's shape. */
  text(text: string): string
}

/** Collects the secrets a project holds. */
export function makeRedactor(project: Project): Redactor {
  const values = new Set<string>()
  const places = new Map<string, { start: number; end: number }[]>()
  for (const variable of project.variables) {
    if (!holdsSecret(variable)) continue
    const value = variable.value ?? variable.written
    if (value.length >= SHORTEST_KNOWN_VALUE) values.add(value)
    if (REFERENCE.test(variable.written)) continue
    const { path, start, end } = variable.valueSpan
    const list = places.get(path) ?? []
    list.push({ start, end })
    places.set(path, list)
  }
  const known = [...values].sort((a, b) => b.length - a.length)
  return {
    file: (path, text) =>
      mask(text, [...(places.get(path) ?? []), ...rangesIn(text, known), ...namedValues(text)]),
    text: (text) => mask(text, rangesIn(text, known)),
  }
}

/** Whether an assignment's value must not be shown. */
function holdsSecret(variable: Variable): boolean {
  const value = variable.value ?? variable.written
  if (value === '' || isManagedElsewhere(value)) return false
  if (recogniseSecret(value)) return true
  return (
    isSecretName(variable.name) &&
    !isPlaceholder(value) &&
    !isWellKnownDefault(value) &&
    asBoolean(value) === undefined
  )
}

function* rangesIn(text: string, known: readonly string[]): Iterable<{ start: number; end: number }> {
  yield* secretRanges(text)
  for (const value of known) {
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) {
      yield { start: at, end: at + value.length }
    }
  }
}

/** `password: …` and `TOKEN=…` in any file, also where no model knows the assignment. */
function* namedValues(text: string): Iterable<{ start: number; end: number }> {
  for (const match of text.matchAll(ASSIGNMENT)) {
    const written = match[2]!.replace(/[\s\\]+$/, '')
    const value = written.replace(/^["']|["',}\])]+$/g, '')
    if (!isSecretName(match[1]!) || isPlaceholder(value) || isManagedElsewhere(value)) continue
    if (isWellKnownDefault(value) || asBoolean(value) !== undefined || REFERENCE.test(written)) continue
    const start = match.index + match[0].indexOf(match[2]!, match[1]!.length)
    yield { start, end: start + written.length }
  }
}

function mask(text: string, ranges: Iterable<{ start: number; end: number }>): string {
  const all = [...ranges].sort((a, b) => a.start - b.start)
  if (all.length === 0) return text
  let masked = ''
  let at = 0
  for (const { start, end } of all) {
    if (end <= at) continue
    const from = Math.max(start, at)
    masked += text.slice(at, from) + hide(text.slice(from, end))
    at = end
  }
  return masked + text.slice(at)
}

/** Line ends stay, so that lines keep their numbers; of a long value four characters stay to know it by. */
function hide(secret: string): string {
  const shown = secret.length >= 16 ? 4 : 0
  return secret.slice(0, shown) + secret.slice(shown).replace(/[^\r\n]/g, '*')
}
