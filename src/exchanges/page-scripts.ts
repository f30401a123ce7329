import { isIP } from 'node:net'
import { getDomain } from 'tldts'
import { attribute, type HtmlTag, readTags } from './html.ts'

/**
 * The scripts that a page of HTML loads from its own site, in their order and each once. Those of strangers are
 * theirs.
 * @param from the URL of the page
 */
export function scriptsOf(html: string, from: URL): URL[] {
  const tags = readTags(html)
  const attributeOf = (name: string, tag: HtmlTag | undefined) => tag && attribute(tag, name)?.value
  const base = resolve(
    attributeOf(
      'href',
      tags.find(({ name }) => name === 'base'),
    ),
    from,
  )
  const urls = tags.flatMap((tag) =>
    tag.name === 'script' ? (resolve(attributeOf('src', tag), base ?? from) ?? []) : [],
  )
  const own = urls.filter((url) => isSameSite(url, from))
  return [...new Map(own.map((url) => [url.href, url])).values()]
}

/**
 * The source map that a script names, if it is a file of its own.
 * @param header the value of the header SourceMap
 */
export function sourceMapOf(script: string, header: string | undefined, from: URL): URL | undefined {
  // The last comment counts, and it stands at the end.
  const end = script.slice(-2000)
  const comment = [...end.matchAll(/^\s*\/[/*][#@]\s*sourceMappingURL=(\S+?)\s*(?:\*\/)?\s*$/gm)].at(-1)?.[1]
  const url = resolve(header ?? comment, from)
  return url && isSameSite(url, from) ? url : undefined
}

function resolve(written: string | undefined, base: URL): URL | undefined {
  if (!written) return undefined
  try {
    const url = new URL(written.trim(), base)
    url.hash = ''
    url.username = ''
    url.password = ''
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
  } catch {
    return undefined
  }
}

function isSameSite(url: URL, from: URL): boolean {
  if (url.hostname === from.hostname) return true
  if (isIP(from.hostname) !== 0) return false
  const site = getDomain(from.hostname, { allowPrivateDomains: true })
  return site !== null && site === getDomain(url.hostname, { allowPrivateDomains: true })
}
