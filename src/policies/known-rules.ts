import type { AnyRule } from '../engine/rule.ts'
import { nearest } from './suggest.ts'

/** Rules by their ids and by the names other tools have for them. */
export class KnownRules {
  readonly byId = new Map<string, AnyRule>()
  readonly #byPeer = new Map<string, AnyRule[]>()

  constructor(rules: Iterable<AnyRule>) {
    for (const rule of rules) this.byId.set(rule.id, rule)
    for (const rule of this.byId.values()) {
      for (const peer of rule.like ?? []) {
        const same = this.#byPeer.get(peer)
        if (same) same.push(rule)
        else this.#byPeer.set(peer, [rule])
      }
    }
  }

  /** The rules that a key under `rules` means: one for an id, all that do the same for a peer's id. */
  named(key: string): readonly AnyRule[] {
    const rule = this.byId.get(key)
    return rule ? [rule] : (this.#byPeer.get(key) ?? this.#byPeer.get(familyOf(key)) ?? [])
  }

  /** What to say of a key that means no rule. */
  unknown(key: string): string {
    const isPeer = key.includes(':')
    const near = nearest(key, isPeer ? this.#byPeer.keys() : this.byId.keys()) ?? this.#ofBarePeerId(key)
    const meant = near === undefined ? '' : ` Did you mean "${near}"?`
    return isPeer ? `No rule does what ${key} does.${meant}` : `There is no rule "${key}".${meant}`
  }

  /** `DL3008` for `hadolint:DL3008`. */
  #ofBarePeerId(key: string): string | undefined {
    for (const peer of this.#byPeer.keys()) if (peer.slice(peer.indexOf(':') + 1) === key) return peer
    return undefined
  }
}

/** `shellcheck:SC*`, as which a rule names checks that it does not know one by one, for `shellcheck:SC2086`. */
export function familyOf(key: string): string {
  return key.replace(/\d+$/, '*')
}
