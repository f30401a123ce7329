import { skipSpace, trimSpace } from './characters.ts'
import type { Directive } from './document.ts'
import type { Source } from './source.ts'

/** https://docs.docker.com/reference/dockerfile/#parser-directives */
const NAMES = new Set(['syntax', 'escape', 'check'])

/**
 * Takes the parser directives at the top of the file and sets the escape character. The first line that is
 * none ends them. A directive that BuildKit refuses (given twice, an unknown escape character) is a problem.
 */
export function takeDirectives(source: Source): readonly Directive[] {
  const directives: Directive[] = []
  const seen = new Set<string>()
  for (let line = source.peekLine(); line !== undefined; line = source.peekLine()) {
    const directive = directiveAt(source, line.start, line.end)
    if (directive === undefined) break
    source.skipTo(line.next)
    directives.push(directive)
    const { name, value, span } = directive
    if (seen.has(name)) source.report(span, `The directive "${name}" may stand only once.`)
    seen.add(name)
    if (name !== 'escape') continue
    if (value.value === '\\' || value.value === '`') source.escape = value.value
    else source.report(value.span, 'The escape character is either \\ or `.')
  }
  return directives
}

function directiveAt(source: Source, lineStart: number, lineEnd: number): Directive | undefined {
  const { text } = source
  const start = skipSpace(text, lineStart, lineEnd)
  if (start === lineEnd || text[start] !== '#') return undefined
  const end = trimSpace(text, start, lineEnd)
  const nameStart = skipSpace(text, start + 1, end)
  const equals = text.indexOf('=', nameStart)
  if (equals === -1 || equals >= end) return undefined
  const name = text.slice(nameStart, trimSpace(text, nameStart, equals)).toLowerCase()
  const valueStart = skipSpace(text, equals + 1, end)
  if (!NAMES.has(name) || valueStart >= end) return undefined
  return {
    name,
    value: { value: text.slice(valueStart, end), span: source.span(valueStart, end) },
    span: source.span(start, end),
  }
}
