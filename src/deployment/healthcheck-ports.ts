import type { Located } from '../span.ts'
import type { Healthcheck } from './service.ts'

const URL = /^(https?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d{1,5}))?(?:[/?#]|$)/

/** The ports of the container itself that a healthcheck asks by URL. */
export function askedPorts({ commands }: Healthcheck): readonly Located<number>[] {
  return commands.flatMap(({ words }) =>
    words.flatMap(({ value, span }) => {
      const match = URL.exec(value)
      if (!match) return []
      return [{ value: Number(match[2] ?? (match[1] === 'https' ? 443 : 80)), span }]
    }),
  )
}
