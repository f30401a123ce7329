/** A regular expression of PCRE, as far as it matters which characters it can match. */
export type RegexNode =
  | { readonly kind: 'characters'; has(character: string): boolean; readonly literal: string | undefined }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'optional'; readonly item: RegexNode; readonly atLeast: number }
  | { readonly kind: 'group'; readonly item: RegexNode }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'nothing' }

export interface Regex {
  readonly tree: RegexNode
  /** Capturing groups by number (from 1) and by name. */
  readonly groups: ReadonlyMap<string, RegexNode>
}

const MOST_LEVELS = 30

/** Reads an expression; undefined where it is broken or too deep to be one. */
export function parseRegex(text: string): Regex | undefined {
  const groups = new Map<string, RegexNode>()
  let at = 0
  let count = 0
  let isBroken = false
  const tree = choice(0)
  return isBroken || at < text.length ? undefined : { tree, groups }

  function choice(depth: number): RegexNode {
    if (depth > MOST_LEVELS) isBroken = true
    const items = [sequence(depth)]
    while (!isBroken && text[at] === '|') {
      at += 1
      items.push(sequence(depth))
    }
    return items.length === 1 ? items[0]! : { kind: 'choice', items }
  }

  function sequence(depth: number): RegexNode {
    const items: RegexNode[] = []
    while (!isBroken && at < text.length && text[at] !== '|' && text[at] !== ')') items.push(repeated(depth))
    return { kind: 'sequence', items }
  }

  function repeated(depth: number): RegexNode {
    const item = atom(depth)
    const match = /^(?:([*+?])|\{(\d*)(,\d*)?\})[?+]?/.exec(text.slice(at, at + 20))
    if (!match) return item
    at += match[0].length
    const atLeast = match[1] === '*' || match[1] === '?' ? 0 : Number(match[2] || (match[1] ? 1 : 0))
    return { kind: 'optional', item, atLeast }
  }

  function atom(depth: number): RegexNode {
    const character = text[at]!
    at += 1
    if (character === '(') return group(depth)
    if (character === '[') return set()
    if (character === '\\') return escaped()
    if (character === '.') return characters((each) => each !== '\n')
    if (character === '^') return { kind: 'start' }
    if (character === '$') return { kind: 'end' }
    return literal(character)
  }

  function group(depth: number): RegexNode {
    const head = /^\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)'|(:|[imsx-]+:|>|\|)|(<?[=!]|#|[imsx-]+\)))/.exec(
      text.slice(at, at + 80),
    )
    if (head) at += head[0].length
    if (head?.[4]?.endsWith(')')) return { kind: 'nothing' }
    const isCaptured = !head?.[3] && !head?.[4]
    const number = isCaptured ? String(++count) : undefined
    const item = choice(depth + 1)
    if (text[at] === ')') at += 1
    else isBroken = true
    if (head?.[4]) return { kind: 'nothing' }
    if (number) groups.set(number, item)
    const name = head?.[1] ?? head?.[2]
    if (name) groups.set(name, item)
    return { kind: 'group', item }
  }

  function set(): RegexNode {
    const isNegated = text[at] === '^'
    if (isNegated) at += 1
    const tests: ((each: string) => boolean)[] = []
    for (let isFirst = true; !isBroken && (text[at] !== ']' || isFirst); isFirst = false) {
      if (at >= text.length) {
        isBroken = true
        break
      }
      const named = /^\[:(\^?)(\w+):\]/.exec(text.slice(at, at + 14))
      if (named) {
        at += named[0].length
        const inClass = POSIX[named[2]!] ?? (() => true)
        tests.push(named[1] ? (each) => !inClass(each) : inClass)
        continue
      }
      const low = member()
      if (text[at] === '-' && text[at + 1] !== ']' && at + 1 < text.length && low.literal !== undefined) {
        at += 1
        const high = member()
        const [from, to] = [low.literal, high.literal ?? low.literal]
        tests.push((each) => each >= from && each <= to)
      } else tests.push(low.has)
    }
    at += 1
    const isIn = (each: string) => tests.some((test) => test(each))
    return characters(isNegated ? (each) => !isIn(each) : isIn)
  }

  function member(): RegexNode & { kind: 'characters' } {
    const character = text[at]!
    at += 1
    if (character !== '\\') return literal(character)
    const node = escaped()
    return node.kind === 'characters' ? node : literal('b')
  }

  function escaped(): RegexNode {
    const character = text[at]
    if (character === undefined) {
      isBroken = true
      return { kind: 'nothing' }
    }
    at += 1
    const inClass = CLASSES[character.toLowerCase()]
    if (inClass) return characters(/[A-Z]/.test(character) ? (each) => !inClass(each) : inClass)
    if (/[AbBGKzZQE]/.test(character)) return anchor(character)
    if (character === 'x') {
      const code = /^(?:\{([0-9a-f]+)\}|([0-9a-f]{1,2}))/i.exec(text.slice(at, at + 12))
      if (!code) return literal('\0')
      at += code[0].length
      const point = Number.parseInt(code[1] ?? code[2]!, 16)
      return literal(point <= 0x10ffff ? String.fromCodePoint(point) : '\0')
    }
    return literal(CONTROLS[character] ?? character)
  }
}

function anchor(character: string): RegexNode {
  if (character === 'A') return { kind: 'start' }
  return character === 'z' || character === 'Z' ? { kind: 'end' } : { kind: 'nothing' }
}

const CONTROLS: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  e: '\x1b',
  a: '\x07',
}
const CLASSES: Readonly<Record<string, (each: string) => boolean>> = {
  d: (each) => /\d/.test(each),
  w: (each) => /\w/.test(each),
  s: (each) => /\s/.test(each),
  h: (each) => each === ' ' || each === '\t',
  v: (each) => /[\n\v\f\r]/.test(each),
}
const POSIX: Readonly<Record<string, (each: string) => boolean>> = {
  alpha: (each) => /[a-z]/i.test(each),
  digit: (each) => /\d/.test(each),
  alnum: (each) => /[a-z\d]/i.test(each),
  upper: (each) => /[A-Z]/.test(each),
  lower: (each) => /[a-z]/.test(each),
  space: (each) => /\s/.test(each),
  blank: (each) => each === ' ' || each === '\t',
  punct: (each) => /[!-/:-@[-`{-~]/.test(each),
  print: (each) => /[ -~]/.test(each),
  graph: (each) => /[!-~]/.test(each),
  cntrl: (each) => /[\0-\x1f\x7f]/.test(each),
  xdigit: (each) => /[\da-f]/i.test(each),
  word: (each) => /\w/.test(each),
}

function characters(has: (each: string) => boolean): RegexNode & { kind: 'characters' } {
  return { kind: 'characters', has, literal: undefined }
}

function literal(character: string): RegexNode & { kind: 'characters' } {
  return { kind: 'characters', has: (each) => each === character, literal: character }
}

/** Whether what a part of an expression matches may hold a character. */
export function canHold(node: RegexNode, character: string): boolean {
  if (node.kind === 'characters') return node.has(character)
  if (node.kind === 'sequence' || node.kind === 'choice')
    return node.items.some((each) => canHold(each, character))
  return node.kind === 'optional' || node.kind === 'group' ? canHold(node.item, character) : false
}

/** Stand in a sample for `^`, for `$`, for any character but a slash, and for any at all. */
export const SAMPLE = { start: '\ue000', end: '\ue001', name: '\ue002', anything: '\ue003' } as const

const MOST_SAMPLES = 200

/** Texts that an expression matches: one for each way through it, the first that it has room for. */
export function samplesOf(node: RegexNode): readonly string[] {
  if (node.kind === 'start') return [SAMPLE.start]
  if (node.kind === 'end') return [SAMPLE.end]
  if (node.kind === 'nothing') return ['']
  if (node.kind === 'characters') return [node.literal ?? sampleOf(node)]
  if (node.kind === 'choice') return node.items.flatMap(samplesOf).slice(0, MOST_SAMPLES)
  if (node.kind === 'group') return samplesOf(node.item)
  if (node.kind === 'optional') {
    const some = samplesOf(node.item)
    return node.atLeast === 0 ? [...some, ''].slice(-MOST_SAMPLES) : some
  }
  return node.items.reduce<readonly string[]>(
    (before, item) => {
      const next = samplesOf(item)
      return before.flatMap((start) => next.map((end) => start + end)).slice(0, MOST_SAMPLES)
    },
    [''],
  )
}

function sampleOf({ has }: RegexNode & { kind: 'characters' }): string {
  if (has('/')) return SAMPLE.anything
  if (has('a') || has('z') || has('A')) return SAMPLE.name
  return [...'0.-_'].find(has) ?? SAMPLE.name
}
