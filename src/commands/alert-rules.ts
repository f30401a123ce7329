import type { EndpointPolicy } from '../exchanges/endpoint-policy.ts'
import { type ProbeLabels, probeLabels } from './probe-labels.ts'

/** An alerting rule, with the fields that Prometheus gives it. */
interface AlertRule {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

interface AlertGroup {
  readonly name: string
  readonly rules: readonly AlertRule[]
}

/** An environment of a policy whose endpoints are watched. */
interface WatchedEnvironment {
  readonly name: string
  readonly endpoints: readonly EndpointPolicy[]
}

/** How long something must hold before it is told, as Prometheus writes it, and where the policy says what. */
interface AlertOptions {
  readonly pending: string
  /** `plimsoll.yaml:12`; of the whole list where no endpoint is given. */
  readonly sourceOf: (endpoint?: EndpointPolicy) => string
}

/** Days that a certificate must hold, where the policy says nothing. */
const CERTIFICATE_DAYS = 21
/** Somebody must act now. */
const LAST_DAYS = 7

/** Rules over the metrics of `--metrics`: one group, in which every rule differs by its name and labels. */
export function alertGroup({ name, endpoints }: WatchedEnvironment, options: AlertOptions): AlertGroup {
  const all = probeLabels(endpoints)
  const rules = endpoints.flatMap((endpoint, index) => {
    const labels = all[index]!
    const called = labels.name ?? [labels.method, labels.target].filter(Boolean).join(' ')
    const more = labels.number === undefined ? '' : ` (${labels.number})`
    const selector = selectorOf(labels, all)
    return [...rulesFor(endpoint, selector, called)].map((rule) => ({
      ...rule,
      labels: { severity: rule.severity, environment: name, endpoint: called + more },
      source: options.sourceOf(endpoint),
    }))
  })
  const inFiles = {
    alert: 'PlimsollFileFindings',
    expr: `plimsoll_findings{environment=${quoted(name)},target="",severity="error"} > 0`,
    labels: { severity: 'warning', environment: name },
    summary: `Files of ${name} do not fit what is live`,
    description: 'plimsoll verify counts {{ $value }} errors in files.',
    source: options.sourceOf(),
  }
  return {
    name: `plimsoll-${name}`,
    rules: [...rules, inFiles].map(({ alert, expr, labels, summary, description, source }) => ({
      alert,
      expr,
      for: options.pending,
      labels: mapValues(labels, withoutTemplate),
      annotations: { summary: withoutTemplate(summary), description, source: withoutTemplate(source) },
    })),
  }
}

interface EndpointRule {
  readonly alert: string
  readonly expr: string
  readonly severity: 'critical' | 'warning'
  readonly summary: string
  /** A template of Prometheus: no text of a policy is in it. */
  readonly description: string
}

function* rulesFor(
  { url, expect }: EndpointPolicy,
  selector: string,
  called: string,
): Iterable<EndpointRule> {
  yield {
    alert: 'PlimsollEndpointDown',
    expr: `probe_success{${selector}} == 0`,
    severity: 'critical',
    summary: `${called} is down`,
    description:
      'No answer, half of one, a certificate that does not verify, or a status that is not expected.',
  }
  const statuses = expect?.status ?? ['2xx']
  const status = `probe_http_status_code{${selector}}`
  yield {
    alert: 'PlimsollEndpointStatus',
    expr: `${status} > 0 unless (${statuses.map((each) => matching(status, each)).join(' or ')})`,
    severity: 'critical',
    summary: `${called} does not answer ${statuses.join(' or ')}`,
    description: 'It answers {{ $value }}.',
  }
  if (expect?.within !== undefined) {
    yield {
      alert: 'PlimsollEndpointSlow',
      expr: `probe_duration_seconds{${selector}} > ${expect.within / 1000}`,
      severity: 'warning',
      summary: `${called} takes longer than ${expect.within / 1000} s`,
      description: 'It took {{ $value | humanizeDuration }}.',
    }
  }
  if (/^https:/i.test(url) || /^https:/i.test(expect?.finalUrl ?? '') || expect?.tlsDays !== undefined) {
    const days = expect?.tlsDays ?? CERTIFICATE_DAYS
    yield certificateRule(selector, called, days, 'warning')
    if (days > LAST_DAYS) yield certificateRule(selector, called, LAST_DAYS, 'critical')
  }
  yield {
    alert: 'PlimsollFindings',
    expr: `plimsoll_findings{${selector},severity="error"} > 0`,
    severity: 'warning',
    summary: `${called} does not answer as the policy demands`,
    description: 'plimsoll counts {{ $value }} errors in its answers.',
  }
}

function certificateRule(
  selector: string,
  called: string,
  days: number,
  severity: EndpointRule['severity'],
): EndpointRule {
  return {
    alert: 'PlimsollCertificateExpires',
    expr: `probe_ssl_earliest_cert_expiry{${selector}} - time() < ${days} * 86400`,
    severity,
    summary: `A certificate of ${called} holds for less than ${days} days`,
    description: 'It expires in {{ $value | humanizeDuration }}.',
  }
}

/** `404`, or a class as `2xx`. */
function matching(metric: string, status: number | string): string {
  const found = /^(\d)xx$/.exec(String(status))
  return found ? `${metric} >= ${found[1]}00 < ${Number(found[1]) + 1}00` : `${metric} == ${Number(status)}`
}

/** Matches one endpoint: what others of the same URL have and it has not must be empty. */
function selectorOf(labels: ProbeLabels, all: readonly ProbeLabels[]): string {
  const same = all.filter(({ target }) => target === labels.target)
  return (['target', 'method', 'name', 'number'] as const)
    .filter((key) => same.some((each) => each[key] !== undefined))
    .map((key) => `${key}=${quoted(labels[key] ?? '')}`)
    .join(',')
}

/** A text of PromQL. */
const quoted = (text: string): string => JSON.stringify(text)

/** Prometheus takes labels and annotations for templates of Go. */
const withoutTemplate = (text: string): string => text.replaceAll('{{', '{{ "{{" }}')

const mapValues = (
  values: Readonly<Record<string, string>>,
  change: (text: string) => string,
): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]))
