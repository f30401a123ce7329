import type { NginxDirective, NginxWord } from '../documents/nginx/document.ts'
import type { Span } from '../span.ts'
import { passwordInUrl, recogniseSecret } from './secret-values.ts'
import { isRandom, type Secret, secretOf } from './secrets.ts'

/** A secret that is written into a directive of nginx. */
export interface DirectiveSecret extends Secret {
  /** What holds it: the header, the variable; else `A word`. */
  readonly name: string
  readonly at: Span
  /** Never to be printed. */
  readonly value: string
}

/** Directives that give a name a value: headers, parameters of a gateway, variables. */
const NAMED =
  /^(?:set|(?:proxy|grpc)_set_header|add_header|more_set_(?:input_)?headers|(?:fastcgi|uwsgi|scgi)_param)$/

/** Every secret that a directive names in so many letters. */
export function* secretsInDirective(directive: NginxDirective): Iterable<DirectiveSecret> {
  const { name, words } = directive
  const named = NAMED.test(name) ? words[0]?.value.replace(/^\$/, '') : undefined
  for (const [index, word] of words.entries()) {
    const at = insideQuotes(word)
    const kind = recogniseSecret(word.value)
    if (kind?.confidence === 'high') {
      const password = passwordInUrl(word.value)
      const place = password === undefined ? at : partOf(word, password)
      yield {
        name: named ?? 'A word',
        label: kind.label,
        isRecognised: true,
        at: place,
        value: password ?? word.value,
      }
    } else if (!word.value.includes('$')) {
      const compared = name === 'if' ? comparedWith(words, index) : undefined
      const holder = index === 1 ? (named ?? compared) : compared
      const secret = holder === undefined ? undefined : secretUnder(holder, word.value)
      if (secret) yield { ...secret, name: holder!, at, value: word.value }
    } else if (name === 'secure_link_md5') {
      const salt = /\s(\S+)$/.exec(word.value)?.[1]
      if (salt && !salt.includes('$') && isRandom(salt)) {
        yield {
          name: 'The last word',
          label: 'what links are signed with',
          isRecognised: false,
          at: partOf(word, salt),
          value: salt,
        }
      }
    }
  }
}

function secretUnder(name: string, value: string): Secret | undefined {
  // `name=value` of a cookie: the value opens a session.
  const cookie = /^cookie$/i.test(name) ? /=([^;\s]+)/.exec(value)?.[1] : undefined
  if (cookie !== undefined) {
    return isRandom(cookie) ? { label: 'the cookie of a session', isRecognised: false } : undefined
  }
  if (/^authorization$/i.test(name)) {
    const held = value.replace(/^\w+\s+/, '')
    return isRandom(held) ? { label: 'an access token', isRecognised: false } : undefined
  }
  return secretOf(name.replace(/^http_/, ''), value)
}

/** The variable that a condition compares a word with: `if ($http_x_api_key != "…")`. */
function comparedWith(words: readonly NginxWord[], index: number): string | undefined {
  if (!/^(?:=|!=)$/.test(words[index - 1]?.value ?? '')) return undefined
  return words[index - 2]?.value.replace(/^\(?\$/, '')
}

function insideQuotes({ span, quote }: NginxWord): Span {
  return quote === 'none' ? span : { ...span, start: span.start + 1, end: span.end - 1 }
}

/** The place of a part of a word; the word's own where it is not written there in so many letters. */
function partOf(word: NginxWord, part: string): Span {
  const inner = insideQuotes(word)
  const at = word.value.lastIndexOf(part)
  if (at === -1 || inner.end - inner.start !== word.value.length) return inner
  return { ...inner, start: inner.start + at, end: inner.start + at + part.length }
}
