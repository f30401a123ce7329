import type { Endpoint } from '../../exchanges/endpoint.ts'
import type { Span } from '../../span.ts'
import type { Environment } from '../environment.ts'

/** Which cookies a declaration speaks of. */
export type CookieRole = 'session' | 'anti-forgery' | 'any'

/** What must be seen live, if what the files say is what runs. */
export type Expected =
  | { readonly kind: 'answer' }
  /** A header that the proxy adds; without `always` it does so to answers of success and redirects only. */
  | { readonly kind: 'header'; readonly name: string; readonly value: string; readonly isAlways: boolean }
  /** The proxy itself answers so. */
  | { readonly kind: 'status'; readonly status: number }
  /** A healthcheck asks for it, so it answers with success. */
  | { readonly kind: 'health' }
  /** `to` is a whole URL; undefined `isPermanent` where nothing says it. */
  | {
      readonly kind: 'redirect'
      readonly from: 'http' | 'https'
      readonly to: string
      readonly isPermanent: boolean | undefined
    }
  /** An attribute, in lower case, of cookies that the sites set; one without `value` must only be there. */
  | {
      readonly kind: 'cookies'
      readonly role: CookieRole
      readonly name?: string
      readonly attribute: 'domain' | 'secure' | 'httponly' | 'samesite'
      readonly value?: string
    }
  /** These origins are let in and no others. */
  | { readonly kind: 'origins'; readonly allowed: readonly string[] }
  /** A data store that nobody outside is to reach. */
  | { readonly kind: 'closed-port'; readonly port: number; readonly store: string }
  /** Nothing below TLS 1.2 is spoken. */
  | { readonly kind: 'protocols' }
  | { readonly kind: 'no-version' }

/** Something that files say and an endpoint can show. */
export interface Declaration {
  readonly environment: Environment
  /** In the words of the file, without secrets: `X-Frame-Options: DENY`. */
  readonly what: string
  /** Where a file says so. */
  readonly place: Span
  /** The hosts that can show it. */
  readonly hosts: readonly string[]
  /** The page that shows it, and what has to be asked with it. */
  readonly endpoint: Endpoint
  readonly expected: Expected
}

/** A declaration as one part of a deployment makes it. */
export type Draft = Omit<Declaration, 'environment'>

/** A host that files name and nobody named to be asked. */
export interface UnnamedHost {
  readonly host: string
  readonly place: Span
}
