/** An element of a parsed document. */
export interface Element {
  readonly name: string
  readonly attributes: { readonly [name: string]: string }
  readonly children: Element[]
  text: string
}

const named: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const legal = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

function decoded(text: string): string {
  if (text.includes('<')) throw new Error(`"<" in ${text}`)
  if (text.includes(']]>')) throw new Error('"]]>" in text')
  return text.replace(/&([^;]*;?)/g, (whole, name: string) => {
    const digits = /^#(\d+);$/.exec(name)?.[1]
    const value = digits === undefined ? named[name.slice(0, -1)] : String.fromCodePoint(Number(digits))
    if (!name.endsWith(';') || value === undefined) throw new Error(`bad entity ${whole}`)
    return value
  })
}

/** Parses the subset of XML 1.0 that reporters write, and throws at whatever is not well-formed. */
export function parseXml(source: string): Element {
  if (!legal.test(source)) throw new Error('a character that XML forbids')
  const head = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(source)
  if (!head) throw new Error('no XML declaration')
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  let at = head[0].length
  while (at < source.length) {
    const next = source.indexOf('<', at)
    open.at(-1)!.text += decoded(source.slice(at, next === -1 ? undefined : next))
    if (next === -1) break
    const tag = /^<(\/?)([A-Za-z][\w-]*)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/.exec(source.slice(next))
    if (!tag) throw new Error(`bad tag at ${source.slice(next, next + 60)}`)
    at = next + tag[0].length
    if (tag[1] === '/') {
      if (open.pop()!.name !== tag[2]) throw new Error(`</${tag[2]}> closes another element`)
      continue
    }
    const attributes: { [name: string]: string } = {}
    for (const [, name, value] of tag[3]!.matchAll(/([\w-]+)="([^"]*)"/g)) {
      if (name! in attributes) throw new Error(`${name} twice`)
      attributes[name!] = decoded(value!)
    }
    const element: Element = { name: tag[2]!, attributes, children: [], text: '' }
    open.at(-1)!.children.push(element)
    if (tag[4] !== '/') open.push(element)
  }
  if (open.length !== 1) throw new Error(`${open.at(-1)!.name} is never closed`)
  if (root.children.length !== 1 || root.text.trim() !== '') throw new Error('not one root element')
  return root.children[0]!
}
