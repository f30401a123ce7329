import { secretsInCommand } from '../deployment/command-secrets.ts'
import { linesOf } from '../deployment/nginx-levels.ts'
import { secretsInDirective } from '../deployment/nginx-secrets.ts'
import type { Project } from '../deployment/project.ts'
import {
  isManagedElsewhere,
  isPlaceholder,
  isWellKnownDefault,
  recogniseSecret,
  secretRanges,
} from '../deployment/secret-values.ts'
import type { Variable } from '../deployment/variable.ts'
import { asBoolean, isSecretName } from '../deployment/variable-names.ts'
import type { Span } from '../span.ts'
import { mask, REFERENCE, valuesByName } from './hidden-text.ts'

/** Shorter values occur in ordinary text by chance; they are hidden only where they stand. */
const SHORTEST_KNOWN_VALUE = 8
/** Hides secrets in everything that leaves the program: excerpts, messages, texts of fixes. */
export interface Redactor {
  /** A whole file's text, every character of a secret but at most the first four replaced, length unchanged. */
  file(path: string, text: string): string
  /** A sentence or a fix: known secrets and whatever has a secret's shape. */
  text(text: string): string
}

/** Collects the secrets a project holds. */
export function makeRedactor(project: Project): Redactor {
  const values = new Set<string>()
  const places = new Map<string, { start: number; end: number }[]>()
  const add = ({ path, start, end }: Span) => {
    const list = places.get(path) ?? []
    list.push({ start, end })
    places.set(path, list)
  }
  for (const variable of project.variables) {
    if (!holdsSecret(variable)) continue
    const value = variable.value ?? variable.written
    if (value.length >= SHORTEST_KNOWN_VALUE) values.add(value)
    if (REFERENCE.test(variable.written)) continue
    add(variable.valueSpan)
  }
  for (const { value, at } of writtenSecrets(project)) {
    if (value.length >= SHORTEST_KNOWN_VALUE) values.add(value)
    add(at)
  }
  for (const document of project.exchanges.flatMap((each) => [each, ...each.related])) {
    places.set(document.path, [...document.secretSpans])
    for (const { start, end } of document.secretSpans) {
      const value = document.text.slice(start, end)
      if (value.length >= 16) values.add(value)
    }
  }
  const known = [...values].sort((a, b) => b.length - a.length)
  return {
    file: (path, text) =>
      mask(text, [...(places.get(path) ?? []), ...rangesIn(text, known), ...valuesByName(text)]),
    text: (text) => mask(text, rangesIn(text, known)),
  }
}

/** What commands and proxies hold in so many letters. */
function* writtenSecrets(project: Project): Iterable<{ readonly value: string; readonly at: Span }> {
  for (const command of project.commands) yield* secretsInCommand(command)
  for (const { directive } of project.nginxConfigs.flatMap((config) => [...linesOf(config)])) {
    yield* secretsInDirective(directive)
  }
}

/** Whether an assignment's value must not be shown. */
function holdsSecret(variable: Variable): boolean {
  const value = variable.value ?? variable.written
  if (value === '' || isManagedElsewhere(value)) return false
  if (variable.place === 'secret-object') return true
  if (recogniseSecret(value)) return true
  return (
    isSecretName(variable.name) &&
    !isPlaceholder(value) &&
    !isWellKnownDefault(value) &&
    asBoolean(value) === undefined
  )
}

function* rangesIn(text: string, known: readonly string[]): Iterable<{ start: number; end: number }> {
  yield* secretRanges(text)
  for (const value of known) {
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) {
      yield { start: at, end: at + value.length }
    }
  }
}
