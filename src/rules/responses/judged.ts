import { isLoopback, isPrivateHost } from '../../deployment/host-names.ts'
import type { ExchangeDocument } from '../../exchanges/exchange-document.ts'

/** Whether an endpoint is one that strangers reach; what holds for a public site need not hold on a developer's machine. */
export function isPublic({ host }: ExchangeDocument): boolean {
  return host.includes('.') && !isLoopback(host) && !isPrivateHost(host)
}

/** A public endpoint that answered over https. */
export function isPublicHttps(exchange: ExchangeDocument): boolean {
  return exchange.status !== undefined && exchange.isHttps && isPublic(exchange)
}

/** The page itself once more, asked as somebody else would: what it shows was said of it already. */
const ASKED_AGAIN = new Set(['own-origin', 'look-alike', 'open-redirect', 'host'])

/** Everything of an exchange that an answer came for, itself first. */
export function answersOf(exchange: ExchangeDocument): readonly ExchangeDocument[] {
  return [exchange, ...exchange.related].filter(
    ({ status, purpose }) => status !== undefined && !ASKED_AGAIN.has(purpose ?? ''),
  )
}
