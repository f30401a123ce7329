import type { Span } from '../span.ts'
import { rangeText } from './compose/ports.ts'
import type { ServicePort } from './service.ts'

/** Whether a port can be reached by every interface of the host; undefined where a variable decides that. */
export function isOnAllInterfaces({ hostIp, isUnresolved }: ServicePort): boolean | undefined {
  if (hostIp) return isWildcard(hostIp.value)
  return isUnresolved ? undefined : true
}

/** The port as a message names it: `8080`, or of the container where the engine picks the host's. */
export function publishedText({ published, target }: ServicePort): string {
  return published ? rangeText(published) : `${rangeText(target)} (on a port that the engine picks)`
}

/**
 * Whether two entries want the same port of the host, so that only one can have it. Entries that leave the
 * engine a choice want none in particular.
 */
function collide(one: ServicePort, other: ServicePort): boolean {
  if (!isFixed(one) || !isFixed(other) || one.protocol !== other.protocol) return false
  const [a, b] = [one.published!, other.published!]
  return a.first <= b.last && b.first <= a.last && addressesMeet(one.hostIp?.value, other.hostIp?.value)
}

/** So many ports of one entry are noted one by one. */
const WIDEST_NOTED = 100

/** The ports of the host that are taken so far, each with who takes it. */
export class TakenPorts<Owner> {
  readonly #taken: { readonly port: ServicePort; readonly owner: Owner }[] = []
  /** Places in the list above, by each number that is taken; `wide` for long ranges. */
  readonly #places = new Map<number | 'wide', number[]>()

  add(port: ServicePort, owner: Owner): void {
    if (!isFixed(port)) return
    const place = this.#taken.push({ port, owner }) - 1
    for (const key of keysOf(port)) {
      const places = this.#places.get(key)
      if (places) places.push(place)
      else this.#places.set(key, [place])
    }
  }

  /** The first entry that wants the same port of the host and whose owner counts. */
  find(
    port: ServicePort,
    counts: (owner: Owner) => boolean,
  ): { readonly port: ServicePort; readonly owner: Owner } | undefined {
    if (!isFixed(port)) return undefined
    const keys = keysOf(port)
    const places =
      keys[0] === 'wide'
        ? this.#taken.keys()
        : [...keys, 'wide' as const].flatMap((key) => this.#places.get(key) ?? []).sort((a, b) => a - b)
    for (const place of places) {
      const taken = this.#taken[place]!
      if (counts(taken.owner) && collide(taken.port, port)) return taken
    }
    return undefined
  }
}

function keysOf({ published }: ServicePort): readonly (number | 'wide')[] {
  const { first, last } = published!
  if (last - first >= WIDEST_NOTED) return ['wide']
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** A range of the host for one port of the container: any free one of them is taken. */
function isFixed({ published, target, isUnresolved }: ServicePort): boolean {
  if (!published || isUnresolved || published.first === 0) return false
  return published.last - published.first === target.last - target.first
}

function addressesMeet(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return true
  if (one.includes(':') !== other.includes(':')) return false
  return one === other || isWildcard(one) || isWildcard(other)
}

function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || /^[0:]+$/.test(address)
}

/**
 * The edit that binds a port to 127.0.0.1; undefined for the long form, which has no one place for it, and
 * where a variable stands first.
 */
export function bindToLoopback(
  port: ServicePort,
): { readonly span: Span; readonly text: string } | undefined {
  const { form, hostIp, published, publishedSpan, targetSpan, span } = port
  const { start } = hostIp?.span ?? publishedSpan ?? targetSpan
  // Further in than a quote it would stand inside the variable.
  if (form !== 'short' || start - span.start > 1) return undefined
  if (hostIp) return { span: hostIp.span, text: '127.0.0.1' }
  return { span: { ...span, start, end: start }, text: published ? '127.0.0.1:' : '127.0.0.1::' }
}
