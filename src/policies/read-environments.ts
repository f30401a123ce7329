import type { EnvironmentKind, EnvironmentPolicy, VariableContract } from '../deployment/environment.ts'
import type { Entry, YamlNode } from '../documents/yaml/node.ts'
import type { Span } from '../span.ts'
import type { PolicyProblem } from './policy.ts'
import { endpointProblems, readEndpoints, reasonOfPattern } from './read-endpoints.ts'
import {
  booleanOf,
  entriesOf,
  mappingOf,
  numberOf,
  scalarOf,
  sequenceOf,
  textOf,
  textsOf,
  wordOf,
  written,
} from './tree.ts'

const KINDS: readonly EnvironmentKind[] = ['production', 'staging', 'local', 'test', 'example']

export interface EnvironmentsReading {
  readonly environments: readonly EnvironmentPolicy[]
  /** `production.hosts`, `production.variables.NODE_ENV` → the entry in the policy. */
  readonly spans: ReadonlyMap<string, Span>
  readonly problems: readonly PolicyProblem[]
}

/**
 * Reads `environments` of a policy. Its problems are what a schema cannot say: regular expressions that do not
 * compile, ranges without a number in them, a variable that contradicts itself.
 */
export function readEnvironments(node: YamlNode | undefined): EnvironmentsReading {
  const spans = new Map<string, Span>()
  const problems: PolicyProblem[] = []
  const environments = entriesOf(node).map((entry) => {
    const name = entry.key.text
    for (const { key, span } of entriesOf(entry.value)) spans.set(`${name}.${key.text}`, span)
    for (const variable of entriesOf(mappingOf(entry.value)?.get('variables'))) {
      spans.set(`${name}.variables.${variable.key.text}`, variable.span)
      problems.push(...contradictions(variable, `environments.${name}.variables.${variable.key.text}`))
    }
    problems.push(
      ...endpointProblems(mappingOf(entry.value)?.get('endpoints'), `environments.${name}.endpoints`),
    )
    return readEnvironment(entry)
  })
  return { environments, spans, problems }
}

function readEnvironment({ key, value }: Entry): EnvironmentPolicy {
  const field = (name: string) => mappingOf(value)?.get(name)
  const list = (name: string) => textsOf(field(name))?.map((text) => text.value)
  const variables = mappingOf(field('variables'))
  return written<EnvironmentPolicy>({
    name: key.text,
    span: key.span,
    kind: wordOf(field('kind'), KINDS)?.value,
    files: list('files'),
    compose: list('compose'),
    hosts: list('hosts'),
    variables: variables?.entries.map(readContract),
    migrations: list('migrations'),
    staticSites: list('staticSites'),
    endpoints: readEndpoints(field('endpoints')),
  })
}

function readContract({ key, value }: Entry): VariableContract {
  const field = (name: string) => mappingOf(value)?.get(name)
  const list = (name: string) => textsOf(field(name))?.map((text) => text.value)
  // Env files know no types: `equals: 1.0` means the text "1.0" as it is written.
  const oneOf = sequenceOf(field('oneOf'))?.items.map((item) => scalarOf(item)?.text)
  const number = mappingOf(field('number'))
  const url = field('url')
  return written<VariableContract>({
    name: key.text,
    span: key.span,
    required: booleanOf(field('required')),
    equals: scalarOf(field('equals'))?.text,
    oneOf: oneOf?.filter((text) => text !== undefined),
    matches: textOf(field('matches'))?.value,
    number: number && {
      ...written<{ min?: number; max?: number; integer?: boolean }>({
        min: numberOf(number.get('min')),
        max: numberOf(number.get('max')),
        integer: booleanOf(number.get('integer')),
      }),
    },
    url: mappingOf(url) ? schemesOf(url) : booleanOf(url),
    boolean: booleanOf(field('boolean')),
    secret: booleanOf(field('secret')),
    minLength: numberOf(field('minLength')),
    minEntropy: numberOf(field('minEntropy')),
    together: list('together'),
    cookieDomainFor: list('cookieDomainFor') ?? wordOf(field('cookieDomainFor'), ['hosts'])?.value,
    fernetKey: booleanOf(field('fernetKey')),
    liveKey: booleanOf(field('liveKey')),
    allowPublic: booleanOf(field('allowPublic')),
    services: list('services'),
  })
}

function schemesOf(node: YamlNode | undefined): { readonly schemes?: readonly string[] } {
  const schemes = textsOf(mappingOf(node)?.get('schemes'))?.map((text) => text.value)
  return schemes ? { schemes } : {}
}

function* contradictions({ key, value }: Entry, address: string): Iterable<PolicyProblem> {
  const contract = mappingOf(value)
  const pattern = contract?.get('matches')
  const text = textOf(pattern)
  if (text && pattern) {
    const reason = reasonOfPattern(text.value)
    if (reason !== undefined) {
      yield { at: text.span, address: `${address}.matches`, message: `Not a regular expression: ${reason}.` }
    }
  }
  const number = mappingOf(contract?.get('number'))
  const min = numberOf(number?.get('min'))
  const max = numberOf(number?.get('max'))
  if (number && min !== undefined && max !== undefined && min > max) {
    const message = `No number is at least ${min} and at most ${max}.`
    yield { at: number.span, address: `${address}.number`, message }
  }
  const equals = scalarOf(contract?.get('equals'))
  const oneOf = sequenceOf(contract?.get('oneOf'))?.items.map((item) => scalarOf(item)?.text)
  if (equals && oneOf && !oneOf.includes(equals.text)) {
    const message = `${key.text} cannot equal this: oneOf does not list it.`
    yield { at: equals.span, address: `${address}.equals`, message }
  }
}
