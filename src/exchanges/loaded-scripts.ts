import { getDomain } from 'tldts'
import type { ExchangeDocument } from './exchange-document.ts'
import { attribute, type HtmlTag } from './html.ts'

/** A script that a page loads, and how. */
export interface LoadedScript {
  readonly tag: HtmlTag
  readonly url: string
  readonly hasIntegrity: boolean
  /** It comes by https; one that names no scheme comes as the page does, if anybody can tell. */
  readonly isSecure: boolean
  /** It comes from the page's own registrable domain. */
  readonly isSameSite: boolean
  readonly isSchemeless: boolean
}

/** The scripts with a source that a page loads. */
export function scriptsOf(document: ExchangeDocument): LoadedScript[] {
  const base = document.finalUrl
  return document.tags.flatMap((tag) => {
    const source = tag.name === 'script' ? attribute(tag, 'src')?.value.trim() : undefined
    if (source === undefined || !URL.canParse(source, base)) return []
    const url = new URL(source, base)
    const isSchemeless = /^[\\/]{2}/.test(source)
    const isOwn = !isSchemeless && !/^[a-z][a-z0-9+.-]*:/i.test(source)
    return [
      {
        tag,
        url: url.href,
        hasIntegrity: (attribute(tag, 'integrity')?.value.trim() ?? '') !== '',
        isSecure: isOwn ? document.isHttps : !isSchemeless && url.protocol === 'https:',
        isSameSite: isOwn || (!isSchemeless && isSameSite(url.hostname, document.host)),
        isSchemeless,
      },
    ]
  })
}

function isSameSite(one: string, other: string): boolean {
  return one === other || (getDomain(one) ?? one) === (getDomain(other) ?? other)
}
