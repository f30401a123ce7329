import {
  isManagedElsewhere,
  isPlaceholder,
  isWellKnownDefault,
  secretRanges,
} from '../deployment/secret-values.ts'
import { isRandom } from '../deployment/secrets.ts'
import { asBoolean, isSecretName } from '../deployment/variable-names.ts'

interface Range {
  readonly start: number
  readonly end: number
}

/** Where a value is only asked for: `${NAME}`, `${NAME:?said}`, `process.env.NAME ?? ''`. */
export const REFERENCE =
  /^["']?(?:\$\{[A-Za-z_]\w*(?::?\?[^{}]*)?\}|(?:process|import\.meta)\.env\.[A-Za-z_]\w*(?:\s*(?:\?\?|\|\|)\s*(?:''|""))?)["']?[\s,;)}\]]*$/
const FOLLOWED =
  /(?<![\w.-])[-$]{0,2}([A-Za-z_][\w.-]{0,80})["']?(?:[,:=][ \t]{0,8}|[ \t]{1,8})["']?((?!\$)[^\s"',;{}()]{12,})/g
const ASSIGNMENT = /(?:^|[\s"'{,(-])([A-Za-z_][\w.-]{0,80})["']?\s{0,8}[:=]\s{0,8}(\S[^\n]*)/g

/** A text that no project stands behind, such as the message of an error: what has the shape or name of a secret. */
export function hideSecrets(text: string): string {
  return mask(text, [...secretRanges(text), ...valuesByName(text)])
}

/** `password: …` and `TOKEN=…` in any file, also where no model knows the assignment. */
function* namedValues(text: string): Iterable<Range> {
  for (const match of text.matchAll(ASSIGNMENT)) {
    const written = match[2]!.replace(/[\s\\]+$/, '')
    const value = written.replace(/^["']|["',}\])]+$/g, '')
    if (!isSecretName(match[1]!) || isPlaceholder(value) || isManagedElsewhere(value)) continue
    if (isWellKnownDefault(value) || asBoolean(value) !== undefined || REFERENCE.test(written)) continue
    const start = match.index + match[0].indexOf(match[2]!, match[1]!.length)
    yield { start, end: start + written.length }
  }
}

/** Values behind a name that says secret, however a format puts the two together. */
export function* valuesByName(text: string): Iterable<Range> {
  yield* namedValues(text)
  // `--api-key q8Zt…`, `X-Api-Key q8Zt…`, `"--token", "q8Zt…"`.
  for (const match of text.matchAll(FOLLOWED)) {
    if (!isSecretName(match[1]!) || !isRandom(match[2]!)) continue
    const end = match.index + match[0].length
    yield { start: end - match[2]!.length, end }
  }
}

/** The text with every character of its secrets but at most the first four replaced, length unchanged. */
export function mask(text: string, ranges: Iterable<Range>): string {
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
