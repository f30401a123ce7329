import type { Entry, Scalar, YamlNode } from '../documents/yaml/node.ts'
import { toPlain } from '../documents/yaml/parse.ts'
import type {
  BodyExpectation,
  CookieExpectation,
  EndpointExpectation,
  EndpointPolicy,
  ExchangeExpression,
  HeaderExpectation,
} from '../exchanges/endpoint-policy.ts'
import type { PolicyProblem } from './policy.ts'
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

/** The text that an expression was read from, for compiling it with its places. */
export const scalarOfExpression = new WeakMap<ExchangeExpression, Scalar>()

/** Reads `endpoints` of an environment. */
export function readEndpoints(node: YamlNode | undefined): readonly EndpointPolicy[] | undefined {
  return sequenceOf(node)?.items.map((item) => {
    const field = (name: string) => mappingOf(item)?.get(name)
    const headers = entriesOf(field('headers')).map(({ key, value }) => [
      key.text,
      scalarOf(value)?.text ?? '',
    ])
    const body = field('body')
    return written<EndpointPolicy>({
      url: textOf(field('url'))?.value ?? '',
      name: textOf(field('name'))?.value,
      method: textOf(field('method'))?.value,
      headers: headers.length > 0 ? Object.fromEntries(headers) : undefined,
      body: body && toPlain(body),
      active: booleanOf(field('active')),
      burst: numberOf(field('burst')),
      expect: field('expect') && readExpectation(field('expect')),
      span: item.span,
    })
  })
}

function readExpectation(node: YamlNode | undefined): EndpointExpectation {
  const field = (name: string) => mappingOf(node)?.get(name)
  const status = field('status')
  const headers = field('headers')
  const cookies = mappingOf(field('cookies'))
  const body = field('body')
  const within = scalarOf(field('within'))?.text
  return written<EndpointExpectation>({
    status: (sequenceOf(status)?.items ?? (status ? [status] : undefined))?.map(statusOf),
    headers: mappingOf(headers)?.entries.map(readHeader),
    hasHelmetHeaders: textOf(headers)?.value === 'helmet' ? true : undefined,
    cookies: cookies?.entries.map(readCookie),
    body: body && readBody(body),
    cel: scalarsOf(field('cel'))?.map(readExpression),
    finalUrl: textOf(field('finalUrl'))?.value,
    within: within === undefined ? undefined : milliseconds(within),
    tlsDays: numberOf(field('tlsDays')),
    limited: booleanOf(field('limited')),
  })
}

function statusOf(node: YamlNode): number | string {
  return numberOf(node) ?? scalarOf(node)?.text.toLowerCase() ?? ''
}

function readHeader({ key, value }: Entry): HeaderExpectation {
  const name = key.text.toLowerCase()
  const field = (each: string) => mappingOf(value)?.get(each)
  if (mappingOf(value)) {
    return written<HeaderExpectation>({
      name,
      present: booleanOf(field('present')),
      equals: scalarOf(field('equals'))?.text,
      contains: scalarOf(field('contains'))?.text,
      matches: textOf(field('matches'))?.value,
      every: booleanOf(field('every')),
    })
  }
  const flag = presenceOf(value)
  return flag === undefined ? { name, equals: scalarOf(value)?.text ?? '' } : { name, present: flag }
}

function readCookie({ key, value }: Entry): CookieExpectation {
  const field = (each: string) => mappingOf(value)?.get(each)
  const sameSite = textOf(field('sameSite'))?.value.toLowerCase()
  return written<CookieExpectation>({
    name: key.text,
    present: mappingOf(value) ? booleanOf(field('present')) : presenceOf(value),
    httpOnly: booleanOf(field('httpOnly')),
    secure: booleanOf(field('secure')),
    sameSite: sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none' ? sameSite : undefined,
    domain: textOf(field('domain'))?.value,
    path: textOf(field('path'))?.value,
  })
}

function presenceOf(node: YamlNode): boolean | undefined {
  const word = wordOf(node, ['present', 'absent'])?.value
  return word === undefined ? booleanOf(node) : word === 'present'
}

function readBody(node: YamlNode): BodyExpectation {
  const field = (name: string) => mappingOf(node)?.get(name)
  const texts = (name: string) => scalarsOf(field(name))?.map(({ text }) => text)
  const json = field('json')
  const schema = field('schema')
  return written<BodyExpectation>({
    contains: texts('contains'),
    lacks: texts('lacks'),
    matches: texts('matches'),
    json: json && (toPlain(json) as Record<string, unknown>),
    jsonLacks: textsOf(field('jsonLacks'))?.map(({ value }) => value),
    schema: schema && toPlain(schema),
    faultsBySchema: undefined,
  })
}

function readExpression(scalar: Scalar): ExchangeExpression {
  const expression: ExchangeExpression = { source: scalar.text, span: scalar.span }
  scalarOfExpression.set(expression, scalar)
  return expression
}

/** One scalar, or those of a list. */
function scalarsOf(node: YamlNode | undefined): readonly Scalar[] | undefined {
  const alone = scalarOf(node)
  return alone
    ? [alone]
    : sequenceOf(node)
        ?.items.map(scalarOf)
        .filter((each) => each !== undefined)
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

/** `2s`, `500ms`; a bare number is milliseconds. */
function milliseconds(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text)
  return found ? Number(found[1]) * UNITS[found[2] ?? 'ms']! : undefined
}

/** What a schema cannot say of endpoints: regular expressions that do not compile, `limited` without a burst. */
export function* endpointProblems(node: YamlNode | undefined, address: string): Iterable<PolicyProblem> {
  for (const [index, item] of (sequenceOf(node)?.items ?? []).entries()) {
    const expect = mappingOf(mappingOf(item)?.get('expect'))
    const limited = expect?.get('limited')
    if (limited && !mappingOf(item)?.get('burst')) {
      yield {
        at: limited.span,
        address: `${address}[${index}].expect`,
        message: 'Only a burst shows whether requests are limited; write burst: 30 beside expect.',
      }
    }
    const headers = entriesOf(expect?.get('headers')).map(({ value }) => mappingOf(value)?.get('matches'))
    const bodies = scalarsOf(mappingOf(expect?.get('body'))?.get('matches')) ?? []
    for (const pattern of [...headers, ...bodies]) {
      const text = textOf(pattern)
      const reason = text && reasonOfPattern(text.value)
      if (text && reason) {
        yield {
          at: text.span,
          address: `${address}[${index}].expect`,
          message: `Not a regular expression: ${reason}.`,
        }
      }
    }
  }
}

/** Why a text is no regular expression; undefined where it is one. */
export function reasonOfPattern(source: string): string | undefined {
  try {
    new RegExp(source)
    return undefined
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: /, '')
  }
}
