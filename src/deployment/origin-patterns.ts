import { parseRegex, SAMPLE, samplesOf } from './regex-tree.ts'

/**
 * Why an expression that is to match only certain origins matches others too; undefined where it does not, or
 * where it cannot be read.
 */
export function opensToOthers(pattern: string): string | undefined {
  const regex = parseRegex(pattern)
  if (!regex) return undefined
  for (const sample of samplesOf(regex.tree)) {
    const reason = judge(sample)
    if (reason) return reason
  }
  return undefined
}

function judge(sample: string): string | undefined {
  if (!sample.startsWith(SAMPLE.start)) return 'Anything may stand before what this matches.'
  const text = sample.slice(1)
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0]
  if (!scheme) return /^null.?$/.test(text) ? undefined : 'This fixes no host.'
  const rest = text.slice(scheme.length)
  const [host = ''] = rest.split(new RegExp(`[/:?#${SAMPLE.end}${SAMPLE.anything}]`), 1)
  const next = rest[host.length]
  if (next === SAMPLE.anything) return 'A dot that is not escaped matches any character, a slash too.'
  if (next === undefined) return 'Anything may follow the host.'
  const open = host.lastIndexOf(SAMPLE.name)
  if (open === -1) return undefined
  const tail = host.slice(open + 1)
  return /^\.[^.]+(?:\.[^.]+)+$/.test(tail) ? undefined : 'Other domains can end like this one.'
}
