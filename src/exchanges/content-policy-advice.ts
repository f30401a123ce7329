import { CspEvaluator } from 'csp_evaluator'
import { type Finding, Severity, Type } from 'csp_evaluator/dist/finding.js'
import { CspParser } from 'csp_evaluator/dist/parser.js'
import type { ContentPolicyAdvice, ExchangeDocument } from './exchange-document.ts'

/** What only that library knows of: hosts with gadgets that get round a list, words that do nothing. */
const WANTED: ReadonlyMap<Type, (source: string) => string> = new Map([
  [
    Type.SCRIPT_ALLOWLIST_BYPASS,
    (source) =>
      `${source} serves scripts (JSONP, AngularJS) with which this policy can be got round; allow scripts by nonce`,
  ],
  [
    Type.OBJECT_ALLOWLIST_BYPASS,
    (source) => `${source} serves plugins with which this policy can be got round; write object-src 'none'`,
  ],
  [Type.UNKNOWN_DIRECTIVE, () => 'No browser knows this directive'],
  [
    Type.INVALID_KEYWORD,
    (source: string) => `${source} is no keyword; keywords stand in single quotes ('self')`,
  ],
  [
    Type.MISSING_SEMICOLON,
    (source: string) => `${source} looks like a directive; a semicolon is missing before it`,
  ],
  [Type.NONCE_LENGTH, () => 'This nonce is too short to be unguessable; take 128 random bits'],
  [Type.IP_SOURCE, (source: string) => `${source} is an address, which browsers pass over in a policy`],
  [Type.DEPRECATED_DIRECTIVE, () => 'Browsers no longer know this directive'],
])

/** What a second look at the policies of an answer finds. */
export function adviseOnContentPolicy(document: ExchangeDocument): ContentPolicyAdvice[] {
  return document.contentPolicies.flatMap(({ text }) => {
    const findings: readonly Finding[] = new CspEvaluator(new CspParser(text).csp).evaluate()
    return findings.flatMap(({ type, directive, value, severity }) => {
      const say = WANTED.get(type)
      // Of 'self' it only says that it cannot know.
      if (!say || severity > Severity.MEDIUM) return []
      return [{ directive, source: value, message: say(value ?? directive) }]
    })
  })
}
