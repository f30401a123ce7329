import { isIPv6 } from 'node:net'
import { answersTo, type EndpointPolicy } from '../exchanges/endpoint-policy.ts'
import type { Exchange } from '../exchanges/exchange.ts'
import { type ExchangeDocument, makeExchangeDocuments } from '../exchanges/exchange-document.ts'
import { isStatusOf } from '../exchanges/expectations.ts'
import type { Finding, Severity } from '../finding.ts'
import { probeLabels } from './probe-labels.ts'

/** What a run of `probe` or `verify` saw and found. */
interface ProbeOutcome {
  readonly exchanges: readonly Exchange[]
  /** Every finding, those that are not printed too. */
  readonly findings: readonly Finding[]
  /** What the policy demands of endpoints, environment by environment. */
  readonly contracts: readonly (readonly EndpointPolicy[])[]
  /** Where files were judged too: the environment they belong to. */
  readonly environment?: string
}

type Labels = Readonly<Record<string, string>>

/** Every metric, in the order in which it is written. Those that begin with `probe_` mean what blackbox_exporter means. */
const HELP = {
  probe_success:
    'Whether the answer came whole, over a certificate that verifies, with a status as expected.',
  probe_failure_info: 'Why the probe did not succeed.',
  probe_duration_seconds: 'How long the probe took.',
  probe_dns_lookup_time_seconds: 'How long the name took.',
  probe_ip_protocol: 'The version of IP by which the endpoint was reached.',
  probe_http_duration_seconds: 'How long each phase took, over all redirects.',
  probe_http_status_code: 'The status of the answer; 0 where none came.',
  probe_http_version: 'The version of HTTP; 0 where it is not known.',
  probe_http_content_length: 'The length that the answer announces; -1 where it does not.',
  probe_http_uncompressed_body_length: 'The length of the body after decoding; 0 where it is not known.',
  probe_http_redirects: 'How many redirects were followed.',
  probe_http_ssl: 'Whether the last answer came by https.',
  probe_http_last_modified_timestamp_seconds: 'When the answer says that it was changed.',
  probe_ssl_earliest_cert_expiry: 'When the first certificate of those that the server sent expires.',
  probe_tls_version_info: 'The version of TLS.',
  probe_tls_cipher_info: 'The cipher of TLS.',
  plimsoll_findings: 'How many findings there are, by severity; without a target, in files.',
} as const

type Metric = keyof typeof HELP

const PHASES = ['resolve', 'connect', 'tls', 'processing', 'transfer'] as const
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

/** What a run saw as Prometheus takes it: for the textfile collector of node_exporter, or to be pushed. */
export function probeMetrics({ exchanges, findings, contracts, environment }: ProbeOutcome): string {
  const samples = new Map<Metric, string[]>()
  const add = (metric: Metric, labels: Labels, value: number) => {
    const lines = samples.get(metric) ?? []
    lines.push(`${metric}${labelText(labels)} ${value}\n`)
    samples.set(metric, lines)
  }
  // The same documents as were judged: findings name them by their paths.
  const documents = makeExchangeDocuments(exchanges)
  const all = probeLabels(
    exchanges.map(({ name, request }) => ({ ...request, ...(name !== undefined && { name }) })),
  )
  const demanded = new Map<ExchangeDocument, EndpointPolicy[]>(documents.map((document) => [document, []]))
  for (const endpoints of contracts) {
    for (const [document, endpoint] of answersTo(documents, endpoints)) demanded.get(document)?.push(endpoint)
  }
  const places = new Set<string>()
  for (const [index, document] of documents.entries()) {
    const labels: Labels = { ...all[index]! }
    for (const [metric, value, more] of samplesOf(document.exchange, demanded.get(document) ?? []))
      add(metric, { ...labels, ...more }, value)
    const own = new Set([document, ...document.related].map(({ path }) => path))
    for (const path of own) places.add(path)
    const found = findings.filter(({ path }) => own.has(path))
    for (const severity of SEVERITIES)
      add('plimsoll_findings', { ...labels, severity }, countOf(found, severity))
  }
  if (environment !== undefined) {
    const inFiles = findings.filter(({ path }) => !places.has(path))
    for (const severity of SEVERITIES)
      add('plimsoll_findings', { environment, severity }, countOf(inFiles, severity))
  }
  return (Object.keys(HELP) as Metric[])
    .filter((metric) => samples.has(metric))
    .map(
      (metric) =>
        `# HELP ${metric} ${HELP[metric]}\n# TYPE ${metric} gauge\n${samples.get(metric)!.join('')}`,
    )
    .join('')
}

/** What is not known has no sample, except where blackbox_exporter has a number for it. */
function* samplesOf(
  exchange: Exchange,
  endpoints: readonly EndpointPolicy[],
): Iterable<readonly [Metric, number, Labels?]> {
  const { response, timings, address, tls } = exchange
  const reason = reasonOf(exchange, endpoints)
  yield ['probe_success', reason === undefined ? 1 : 0]
  if (reason !== undefined) yield ['probe_failure_info', 1, { reason }]
  if (timings) {
    yield ['probe_duration_seconds', seconds(timings.total)]
    if (timings.resolve !== undefined) yield ['probe_dns_lookup_time_seconds', seconds(timings.resolve)]
    for (const phase of PHASES) yield ['probe_http_duration_seconds', seconds(timings[phase] ?? 0), { phase }]
  }
  if (address !== undefined) yield ['probe_ip_protocol', isIPv6(address) ? 6 : 4]
  yield ['probe_http_status_code', response?.status ?? 0]
  yield ['probe_http_version', Number(response?.httpVersion ?? 0) || 0]
  const announced = single(response?.headers['content-length'])
  yield ['probe_http_content_length', /^\d+$/.test(announced) ? Number(announced) : -1]
  yield ['probe_http_uncompressed_body_length', response?.bodyBytes ?? 0]
  yield ['probe_http_redirects', Math.max(0, (exchange.hops?.length ?? 1) - 1)]
  const last = exchange.hops?.at(-1)?.url ?? exchange.request.url
  yield ['probe_http_ssl', response !== null && /^https:/i.test(last) ? 1 : 0]
  const modified = Date.parse(single(response?.headers['last-modified']))
  if (!Number.isNaN(modified)) yield ['probe_http_last_modified_timestamp_seconds', modified / 1000]
  const ends = (tls?.chain ?? [])
    .map(({ notAfter }) => Date.parse(notAfter))
    .filter((end) => !Number.isNaN(end))
  if (ends.length > 0) yield ['probe_ssl_earliest_cert_expiry', Math.min(...ends) / 1000]
  if (tls?.protocol !== undefined)
    yield ['probe_tls_version_info', 1, { version: tls.protocol.replace(/^TLSv(?=\d)/, 'TLS ') }]
  if (tls?.cipher !== undefined) yield ['probe_tls_cipher_info', 1, { cipher: tls.cipher }]
}

/** Why a probe did not succeed, a word of a closed list; undefined where it did. */
function reasonOf(exchange: Exchange, endpoints: readonly EndpointPolicy[]): string | undefined {
  const { response, failure, tls, isInsecure } = exchange
  if (failure) return failure.reason
  if (response === null) return 'internal'
  if (tls && !tls.verified && !isInsecure) return `tls-${tls.failure ?? 'untrusted'}`
  const demanded = endpoints.flatMap(({ expect }) => (expect?.status ? [expect.status] : []))
  const isExpected = (demanded.length > 0 ? demanded : [['2xx']]).every((each) =>
    isStatusOf(response.status, each),
  )
  return isExpected ? undefined : 'status'
}

const seconds = (milliseconds: number): number => Number((milliseconds / 1000).toFixed(6))

const countOf = (findings: readonly Finding[], wanted: Severity): number =>
  findings.filter(({ severity }) => severity === wanted).length

const single = (value: string | readonly string[] | undefined): string =>
  (typeof value === 'string' ? value : value?.[0]) ?? ''

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${quoted(value)}`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** A text of the exposition format: a backslash stands before itself, a quote, and an `n` for the end of a line. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`
