/** Texts that are numbers, truth values and dates in TOML 1.0. */
const INTEGER =
  /^(?:[-+]?(?:0|[1-9](?:_?\d)*)|0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*)$/
const FLOAT = /^[-+]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][-+]?\d(?:_?\d)*)?$/
const DATE =
  /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[-+]\d{2}:\d{2})?)?$|^\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/

/** The value of a bare word; undefined where it is none. A date is its own text. */
export function bareValue(text: string): string | number | boolean | undefined {
  if (text === 'true' || text === 'false') return text === 'true'
  const word = text.replaceAll('_', '')
  if (INTEGER.test(text) || FLOAT.test(text)) return Number(word.replace(/^\+/, ''))
  if (/^[-+]?inf$/.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (/^[-+]?nan$/.test(text)) return Number.NaN
  return DATE.test(text) ? text : undefined
}
