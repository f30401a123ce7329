import type { Severity } from '../finding.ts'

/** From the worst on. */
export const severities: readonly Severity[] = ['error', 'warning', 'info']

/** The worst first; findings as bad as each other keep their order. */
export function worstFirst<T extends { readonly severity: Severity }>(findings: readonly T[]): T[] {
  return [...findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}
