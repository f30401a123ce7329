import { createHash } from 'node:crypto'
import type { Environment } from '../deployment/environment.ts'
import type { DocumentBase } from '../documents/document.ts'
import type { Excerpt, Finding, FindingFix, Fix } from '../finding.ts'
import { Lines } from '../span.ts'
import { addressOf } from './address.ts'
import type { Redactor } from './redact.ts'
import type { Judged } from './run.ts'

/** How many lines of context an excerpt keeps around a finding. */
const CONTEXT_LINES = 2
/** A span may cover a whole file; an excerpt need not. */
const LONGEST_EXCERPT = 40

/** Everything needed to turn offsets into what a person reads. */
export interface Sources {
  document(path: string): DocumentBase | undefined
  lines(path: string): Lines
}

/** Texts and line tables of documents, made when first asked for. */
export function makeSources(
  documents: readonly DocumentBase[],
  textOf: (path: string) => string | undefined,
): Sources {
  const byPath = new Map(documents.map((document) => [document.path, document]))
  const lines = new Map<string, Lines>()
  return {
    document: (path) => byPath.get(path),
    lines(path) {
      let known = lines.get(path)
      if (!known) {
        known = new Lines(byPath.get(path)?.text ?? textOf(path) ?? '')
        lines.set(path, known)
      }
      return known
    },
  }
}

/** Turns judged problems into findings: sorted, with lines and columns, redacted, fingerprinted. */
export function makeFindings(
  judged: readonly Judged[],
  sources: Sources,
  redactor: Redactor,
  deployed: readonly Environment[],
): Finding[] {
  const sorted = [...judged].sort(byPlace)
  const occurrences = new Map<string, number>()
  return sorted.map((each) => {
    const { rule, problem, verdict, environments } = each
    const { at } = problem
    const base = fingerprint(each, sources, redactor)
    const occurrence = (occurrences.get(base) ?? 0) + 1
    occurrences.set(base, occurrence)
    return {
      rule: rule.id,
      category: rule.category,
      severity: verdict.severity as Finding['severity'],
      message: redactor.text(problem.message),
      path: at.path,
      range: sources.lines(at.path).range(at),
      related: (problem.related ?? []).map((place) => ({
        path: place.at.path,
        range: sources.lines(place.at.path).range(place.at),
        message: redactor.text(place.message),
      })),
      ...(problem.fix && { fix: makeFix(problem.fix, sources, redactor) }),
      aliases: problem.like ?? rule.like ?? [],
      fingerprint: `${base}:${occurrence}`,
      ...namedEnvironments(environments, deployed),
    }
  })
}

/** Worth saying only of what does not hold in all environments, or in all that production rules judge. */
function namedEnvironments(
  found: ReadonlySet<string>,
  deployed: readonly Environment[],
): { environment?: string } {
  const production = deployed.filter(({ isProduction }) => isProduction)
  const expected = production.length > 0 ? production : deployed
  if (found.size === 0 || expected.every(({ name }) => found.has(name))) return {}
  return { environment: [...found].sort().join(', ') }
}

function byPlace(a: Judged, b: Judged): number {
  return (
    compare(a.problem.at.path, b.problem.at.path) ||
    a.problem.at.start - b.problem.at.start ||
    a.problem.at.end - b.problem.at.end ||
    compare(a.rule.id, b.rule.id) ||
    compare(a.problem.message, b.problem.message)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function fingerprint({ rule, problem }: Judged, sources: Sources, redactor: Redactor): string {
  const { path, start, end } = problem.at
  const document = sources.document(path)
  const text = redactor.text(document?.text.slice(start, end) ?? '').replace(/\s+/g, ' ')
  const address = document ? addressOf(document, start) : ''
  return createHash('sha256').update([rule.id, path, address, text].join('\0')).digest('hex').slice(0, 16)
}

function makeFix(fix: Fix, sources: Sources, redactor: Redactor): FindingFix {
  return {
    title: redactor.text(fix.title),
    safe: fix.safe,
    edits: fix.edits.map(({ span, text }) => ({
      path: span.path,
      range: sources.lines(span.path).range(span),
      text: redactor.text(text),
    })),
  }
}

/** The lines around everything that the findings point at, with secrets hidden. */
export function makeExcerpts(findings: readonly Finding[], sources: Sources, redactor: Redactor): Excerpt[] {
  const wanted = new Map<string, Set<number>>()
  for (const finding of findings) {
    for (const { path, range } of [finding, ...finding.related]) {
      const lines = wanted.get(path) ?? new Set<number>()
      wanted.set(path, lines)
      const count = sources.lines(path).count
      const last = Math.min(range.end.line, range.start.line + LONGEST_EXCERPT) + CONTEXT_LINES
      for (let line = Math.max(1, range.start.line - CONTEXT_LINES); line <= Math.min(last, count); line++) {
        lines.add(line)
      }
    }
  }
  return [...wanted]
    .sort(([a], [b]) => compare(a, b))
    .map(([path, numbers]) => {
      const masked = new Lines(redactor.file(path, sources.lines(path).text))
      const ordered = [...numbers].sort((a, b) => a - b)
      return { path, lines: new Map(ordered.map((line) => [line, masked.lineText(line)])) }
    })
}
