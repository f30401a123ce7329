export { readEnv } from './documents/env/values.ts'
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
export { type FixOptions, type FixResult, fix, type LintOptions, lint } from './lint.ts'
export { type LoadComposeOptions, loadCompose } from './load-compose.ts'
export type { Position, Range } from './span.ts'
export { UsageError } from './usage-error.ts'
