import { visibleText } from './visible-text.ts'

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/**
 * Text for XML 1.0 content and attributes. Characters that XML forbids become visible escapes, as do those that
 * would act on the terminal of a CI log. `>` is escaped too, so that `]]>` cannot occur, and so is what begins a
 * workflow command: `::` at the beginning, `##[` anywhere.
 */
export function xmlText(text: string): string {
  return visibleText(text)
    .replace(/[&<>"']/g, (character) => entities[character]!)
    .replace(/^:(?=:)/, '&#58;')
    .replace(/#(?=#\[)/g, '&#35;')
}

/** An element. `content` is XML already; attributes are plain and left out where undefined. */
export function xmlElement(
  name: string,
  attributes: { readonly [name: string]: string | number | undefined },
  content: readonly string[] = [],
): string {
  let open = `<${name}`
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) open += ` ${key}="${xmlText(String(value))}"`
  }
  if (content.length === 0) return `${open}/>`
  // Text stands directly between its tags; elements get lines of their own.
  if (content.length === 1 && !content[0]!.startsWith('<')) return `${open}>${content[0]}</${name}>`
  return `${open}>\n${content.join('\n')}\n</${name}>`
}

/** Several lines as XML text; each line is escaped, the line ends between them stay. */
export function xmlLines(lines: readonly string[]): string {
  return lines.map(xmlText).join('\n')
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>'
