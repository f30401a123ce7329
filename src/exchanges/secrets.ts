import type { Headers } from './exchange.ts'

/** What stands for a value that is not shown. */
export const HIDDEN = '***'

/** Shorter values are in any text by chance; they are left out of requests and not looked for elsewhere. */
const SHORTEST = 5

/** The values that requests took from the environment, so that no evidence holds them. */
export class Secrets {
  readonly #shown = new Map<string, string>()

  /** Keeps a value out of all that `hide` returns; what stands for it says where it came from. */
  add(value: string, shown: string): void {
    if (value.length < SHORTEST) return
    const inJson = JSON.stringify(value).slice(1, -1)
    for (const form of [value, encodeURIComponent(value), inJson, Buffer.from(value).toString('base64')]) {
      this.#shown.set(form, shown)
    }
  }

  /** Plain data without the values, wherever in it a server may have sent them back. */
  hide<T>(data: T): T {
    if (this.#shown.size === 0) return data
    const forms = [...this.#shown].sort(([a], [b]) => b.length - a.length)
    const hideText = (text: string) => forms.reduce((all, [form, shown]) => all.replaceAll(form, shown), text)
    const visit = (value: unknown): unknown => {
      if (typeof value === 'string') return hideText(value)
      if (Array.isArray(value)) return value.map(visit)
      if (value === null || typeof value !== 'object') return value
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [hideText(key), visit(each)]))
    }
    return visit(data) as T
  }
}

/** Whether a request's header is a credential by its name, wherever its value comes from. */
export function isCredential(header: string): boolean {
  return /^(?:cookie|.*auth(?!or(?:ity)?$).*|.*(?:token|secret|password|api-?key|session).*)$/i.test(header)
}

/** A cookie's line without its value: rules judge its attributes, and the value may open somebody's session. */
export function withoutCookieValue(line: string): string {
  const end = line.indexOf(';')
  const pair = end === -1 ? line : line.slice(0, end)
  const equals = pair.indexOf('=')
  if (equals === -1 || pair.slice(equals + 1).trim() === '') return line
  return `${pair.slice(0, equals + 1)}${HIDDEN}${end === -1 ? '' : line.slice(end)}`
}

/** Headers of an answer without the values of cookies. */
export function withoutCookieValues(headers: Headers): Headers {
  const lines = headers['set-cookie']
  if (lines === undefined) return headers
  const hidden = typeof lines === 'string' ? withoutCookieValue(lines) : lines.map(withoutCookieValue)
  return { ...headers, 'set-cookie': hidden }
}
