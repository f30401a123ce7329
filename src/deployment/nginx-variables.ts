import type { NginxDirective } from '../documents/nginx/document.ts'
import { readCondition } from './nginx-conditions.ts'
import type { NginxLevel, NginxLine } from './nginx-levels.ts'
import { readLocation } from './nginx-servers.ts'
import { canHold, parseRegex, type RegexNode } from './regex-tree.ts'

/** A part of a value: text, or a variable whose value comes with the request or from nowhere we know. */
export type NginxPiece =
  | { readonly text: string }
  | {
      readonly variable: string
      /** The part of an expression that it is a capture of. */
      readonly capture?: RegexNode
      /** What gave it its value; undefined for a variable of nginx itself and for one that nobody sets here. */
      readonly by?: NginxDirective
      /** It is set by means that cannot be followed: `map`, Lua, an answer of another server. */
      readonly isOpaque: boolean
    }

const VARIABLE = /\$(?:\{(\w+)\}|([1-9])|([A-Za-z_]\w*))/g
const MOST_STEPS = 10
const MOST_PIECES = 200
const OPAQUE =
  /^(?:set_by_lua|set_by_lua_block|set_by_lua_file|auth_request_set|perl_set|js_set|js_var|geo|map|split_clients|set_unescape_uri|set_escape_uri)$/

/** The variables of a value with what `set` gave them put in their place, and where captures come from. */
export function piecesOf(text: string, { level, index }: Pick<NginxLine, 'level' | 'index'>): NginxPiece[] {
  // What a rewrite captures is there for its own replacement.
  return expand(text, level, level.directives[index]?.name === 'rewrite' ? index + 1 : index, 0)
}

function expand(text: string, level: NginxLevel, index: number, steps: number): NginxPiece[] {
  const pieces: NginxPiece[] = []
  let at = 0
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) })
    at = match.index + match[0].length
    const name = match[1] ?? match[2] ?? match[3]!
    if (pieces.length < MOST_PIECES) pieces.push(...resolve(name, level, index, steps))
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces.slice(0, MOST_PIECES)
}

/** Looks for the last thing before a place that gives a variable its value. */
function resolve(name: string, level: NginxLevel, index: number, steps: number): NginxPiece[] {
  for (let at = index - 1; at >= 0; at -= 1) {
    const directive = level.directives[at]!
    const { words } = directive
    if (directive.name === 'set' && words[0]?.value === `$${name}`) {
      const value = words[1]?.value ?? ''
      return steps < MOST_STEPS ? expand(value, level, at, steps + 1) : [opaque(name, directive)]
    }
    const rewritten = directive.name === 'rewrite' && captureOfRewrite(directive, name)
    if (rewritten) return [rewritten]
    if (OPAQUE.test(directive.name) && definesVariable(directive, name)) return [opaque(name, directive)]
  }
  const { head, parent } = level
  const capture = head && captureOfHead(level, head, name)
  if (capture) return [capture]
  if (!parent) return [{ variable: name, isOpaque: false }]
  // What a server sets is set before a location is chosen, wherever it stands.
  const outer = parent.name === 'server' || parent.name === 'http' || parent.name === 'main'
  const place = outer ? parent.directives.length : parent.directives.indexOf(head!)
  return resolve(name, parent, place, steps)
}

function definesVariable({ words, name }: NginxDirective, variable: string): boolean {
  const [first, second] = words.map(({ value }) => value)
  if (name === 'map' || name === 'split_clients') return second === `$${variable}`
  return (name === 'geo' ? (second ?? first) : first) === `$${variable}`
}

function captureOfHead(level: NginxLevel, head: NginxDirective, name: string): NginxPiece | undefined {
  const location = readLocation(level)
  if (location?.kind === 'regex' || location?.kind === 'caseless-regex') {
    const capture = captureOf(location.pattern, name)
    return capture && { variable: name, capture, by: head, isOpaque: false }
  }
  const condition = head.name === 'if' ? readCondition(head) : undefined
  if (!condition?.operator.includes('~') || !condition.value) return undefined
  const capture = captureOf(condition.value.text, name)
  // Only a decoded path can hold what the request line cannot.
  const isDecoded = /^(?:uri|document_uri)$/.test(condition.variable ?? '')
  return capture && (isDecoded ? { variable: name, capture, by: head, isOpaque: false } : opaque(name, head))
}

/** nginx escapes a capture that is used by its number in a redirect, but not one that has a name. */
function captureOfRewrite(rewrite: NginxDirective, name: string): NginxPiece | undefined {
  const capture = captureOf(rewrite.words[0]?.value, name)
  if (!capture) return undefined
  return /^\d/.test(name) ? opaque(name, rewrite) : { variable: name, capture, by: rewrite, isOpaque: false }
}

function captureOf(pattern: string | undefined, name: string): RegexNode | undefined {
  return pattern === undefined || !pattern.includes('(') ? undefined : parseRegex(pattern)?.groups.get(name)
}

function opaque(variable: string, by: NginxDirective): NginxPiece {
  return { variable, by, isOpaque: true }
}

/** Whether a piece may hold a line feed or a carriage return that a client wrote as `%0a` or `%0d`. */
export function canHoldBreak(piece: NginxPiece, character: '\n' | '\r'): boolean {
  if ('text' in piece || piece.isOpaque) return false
  if (piece.capture) return canHold(piece.capture, character)
  return piece.by === undefined && /^(?:uri|document_uri)$/.test(piece.variable)
}

/** Whether a client alone decides what a piece holds, a dot included: enough to name another host. */
export function isClientChosen(piece: NginxPiece): boolean {
  if ('text' in piece || piece.isOpaque) return false
  if (piece.capture) return canHold(piece.capture, '.')
  return /^(?:arg_|http_|cookie_|args$|query_string$)/.test(piece.variable)
}
