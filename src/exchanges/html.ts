/** An attribute of a tag. Names are in lower case, entities in values resolved as far as URLs and policies need. */
export interface HtmlAttribute {
  readonly name: string
  readonly value: string
  /** Offsets of the value without quotes. */
  readonly start: number
  readonly end: number
}

/** A start tag. */
export interface HtmlTag {
  /** In lower case. */
  readonly name: string
  readonly attributes: readonly HtmlAttribute[]
  /** Offsets of the whole tag, `<` and `>` included. */
  readonly start: number
  readonly end: number
  /** What stands between a script's tags. */
  readonly text?: string
}

/** What stands in these is text, not tags. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes'])
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
}
/** More tags than a page that people wait for; what follows is not looked at. */
const MOST_TAGS = 50_000

/**
 * The start tags of a page in their order: enough of HTML to find scripts, links, images and `meta`. Comments,
 * end tags and the text of scripts and styles are passed over. Never throws, takes linear time.
 */
export function readTags(text: string): HtmlTag[] {
  const tags: HtmlTag[] = []
  const lower = text.toLowerCase()
  let at = text.indexOf('<')
  while (at !== -1 && tags.length < MOST_TAGS) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 2)
      at = end === -1 ? -1 : text.indexOf('<', end)
      continue
    }
    if (!/[a-z]/i.test(text[at + 1] ?? '')) {
      at = text.indexOf('<', at + 1)
      continue
    }
    const tag = readTag(text, at)
    let next = tag.end
    if (RAW.has(tag.name)) {
      const close = lower.indexOf(`</${tag.name}`, next)
      const end = close === -1 ? text.length : close
      tags.push({ ...tag, text: text.slice(next, end) })
      next = end
    } else tags.push(tag)
    at = text.indexOf('<', next)
  }
  return tags
}

function readTag(text: string, start: number): HtmlTag {
  let at = start + 1
  const skip = (pattern: RegExp): number => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return at
  }
  const nameStart = at
  skip(/[^\s/>]+/y)
  const name = text.slice(nameStart, at).toLowerCase()
  const attributes: HtmlAttribute[] = []
  for (;;) {
    skip(/[\s/]+/y)
    if (at >= text.length || text[at] === '>') break
    const from = at
    // An `=` at the start of a name belongs to the name.
    skip(/=?[^\s/>=]*/y)
    const attribute = text.slice(from, at).toLowerCase()
    const afterName = at
    skip(/\s+/y)
    if (text[at] !== '=') {
      at = afterName
      if (!attributes.some((each) => each.name === attribute)) {
        attributes.push({ name: attribute, value: '', start: afterName, end: afterName })
      }
      continue
    }
    at += 1
    skip(/\s+/y)
    const quote = text[at] === '"' || text[at] === "'" ? text[at]! : ''
    const valueStart = at + quote.length
    let valueEnd: number
    if (quote) {
      const close = text.indexOf(quote, valueStart)
      valueEnd = close === -1 ? text.length : close
      at = close === -1 ? text.length : close + 1
    } else {
      skip(/[^\s>]+/y)
      valueEnd = at
    }
    // Of two attributes with one name the first counts.
    if (attributes.some((each) => each.name === attribute)) continue
    const value = withoutEntities(text.slice(valueStart, valueEnd))
    attributes.push({ name: attribute, value, start: valueStart, end: Math.max(valueStart, valueEnd) })
  }
  return { name, attributes, start, end: Math.min(at + 1, text.length) }
}

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) {
      return Object.hasOwn(ENTITIES, name.toLowerCase()) ? ENTITIES[name.toLowerCase()]! : whole
    }
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** An attribute of a tag by its name. */
export function attribute(tag: HtmlTag, name: string): HtmlAttribute | undefined {
  return tag.attributes.find((each) => each.name === name)
}
