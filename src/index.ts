export { readEnv } from './documents/env/values.ts'
export type {
  Exchange,
  ExchangeRequest,
  ExchangeResponse,
  Failure,
  FailureReason,
  Headers,
  Hop,
  RelatedExchange,
  Timings,
  Tls,
} from './exchanges/exchange.ts'
export { type ObservatoryGrade, observatoryGrade } from './exchanges/observatory.ts'
export type {
  Category,
  Excerpt,
  Finding,
  FindingEdit,
  FindingFix,
  RelatedPlace,
  Report,
  RuleSummary,
  Severity,
  Trouble,
} from './finding.ts'
export { type InspectOptions, inspect } from './inspect.ts'
export { type FixOptions, type FixResult, fix, type LintOptions, lint } from './lint.ts'
export { type LoadComposeOptions, loadCompose } from './load-compose.ts'
export { type ProbeOptions, type ProbeResult, probe } from './probe.ts'
export type { Position, Range } from './span.ts'
export { UsageError } from './usage-error.ts'
export { type DeclaredFact, type VerifyOptions, type VerifyResult, verify } from './verify.ts'
