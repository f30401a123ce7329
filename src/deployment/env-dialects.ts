import type { EnvEntry } from '../documents/env/document.ts'
import { substitutionsIn } from '../documents/env/substitutions.ts'
import type { Span } from '../span.ts'
import type { EnvFile } from './env-file.ts'
import { isSecretName } from './variable-names.ts'

/** A place that readers of env files take differently. */
export interface DialectDifference {
  readonly span: Span
  /** How, as the end of a sentence that begins with the key, and what to write instead. Never the value. */
  readonly says: string
  /** dotenv-linter takes the line for one without a value. */
  readonly lacksEquals: boolean
}

/** Where an assignment means one thing to Compose and another to Docker, a shell or Node's dotenv. */
export function* dialectDifferences(file: EnvFile, entry: EnvEntry): Iterable<DialectDifference> {
  const { document } = file
  const { path, text } = document
  const { valueSpan, quote, separator, key, span } = entry
  const written = text.slice(valueSpan.start, valueSpan.end)
  const at = (index: number, length: number): Span => ({
    path,
    start: valueSpan.start + index,
    end: valueSpan.start + index + length,
  })
  if (separator === ':') {
    const says = 'has a colon, which only Compose and Node read. Write an equals sign.'
    const colon = text.indexOf(':', entry.keySpan.end)
    const lacksEquals = !text.slice(span.start, span.end).includes('=')
    yield { span: { path, start: colon, end: colon + 1 }, says, lacksEquals }
  }
  const hash = quote === 'none' ? written.search(/\S#/) : -1
  if (hash !== -1) {
    const says = "has a # that Compose keeps and Node's dotenv ends the value at. Put the value in quotes."
    yield { span: at(hash + 1, 1), says, lacksEquals: false }
  }
  if (isSecretName(key)) {
    const set = new Set(document.entries.map((each) => each.key))
    for (const substitution of substitutionsIn(document, entry)) {
      // What is set is meant; what begins in the middle of a secret is a part of it.
      const isInside = substitution.span.start > valueSpan.start + Number(quote === 'double')
      if (
        set.has(substitution.name) ||
        !isInside ||
        substitution.form !== 'plain' ||
        text[substitution.span.start + 1] === '{'
      )
        continue
      const says =
        'has a $ that Compose takes for a variable and Docker does not. Put the value in single quotes.'
      yield { span: { ...substitution.span, end: substitution.span.start + 1 }, says, lacksEquals: false }
    }
  }
  if (quote !== 'none' && quote !== 'absent' && isReadRaw(file)) {
    const says =
      'has quotes, and a service reads the file with format: raw, where they are part of the value. Remove them, or the format.'
    yield { span: valueSpan, says, lacksEquals: false }
  }
}

function isReadRaw({ path, receivers }: EnvFile): boolean {
  return receivers.some(({ envFileMentions }) =>
    envFileMentions.some((mention) => mention.path === path && mention.format === 'raw'),
  )
}
