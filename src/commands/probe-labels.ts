import { hideSecrets } from '../engine/hidden-text.ts'
import { shownUrl } from '../exchanges/transcript.ts'

/** What tells an endpoint from all others in metrics. A label that would say nothing is left out. */
export interface ProbeLabels {
  /** The URL without secrets. */
  readonly target: string
  /** In upper case; left out for GET. */
  readonly method?: string
  readonly name?: string
  /** From 2 on, where the same is asked several times. */
  readonly number?: string
}

/** The labels of endpoints, in their order; no two are the same. Metrics and alert rules agree by them. */
export function probeLabels(
  asked: readonly { readonly url: string; readonly method?: string; readonly name?: string }[],
): ProbeLabels[] {
  const times = new Map<string, number>()
  return asked.map(({ url, method = 'GET', name }) => {
    const labels: ProbeLabels = {
      target: hideSecrets(shownUrl(url)),
      ...(method.toUpperCase() !== 'GET' && { method: method.toUpperCase() }),
      ...(name !== undefined && { name: hideSecrets(name) }),
    }
    const key = JSON.stringify(labels)
    const time = (times.get(key) ?? 0) + 1
    times.set(key, time)
    return time === 1 ? labels : { ...labels, number: String(time) }
  })
}
