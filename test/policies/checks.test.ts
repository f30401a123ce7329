import { describe, expect, it } from 'vitest'
import { environmentOfMark } from '../../src/deployment/environment-marks.ts'
import type { AnyRule, Problem } from '../../src/engine/rule.ts'
import { compileChecks } from '../../src/policies/checks.ts'
import { readPolicy } from '../../src/policies/read.ts'
import { SUBJECT_SCHEMAS } from '../../src/policies/subjects.ts'
import { shown } from './places.ts'
import { image, located, place, service, variable } from './subjects.ts'

interface Parts {
  readonly on?: string
  readonly assert?: string
  readonly when?: string
  readonly at?: string
  readonly message?: string
}

function policyText({ on = 'service', assert = 'true', when, at, message = 'wrong' }: Parts): string {
  const optional = [when && `    when: ${plainOrQuoted(when)}\n`, at && `    at: ${at}\n`]
    .filter(Boolean)
    .join('')
  return `checks:
  no-thing:
    on: ${on}
    summary: s
    why: w
    like: [other:thing]
    assert: ${plainOrQuoted(assert)}
${optional}    message: ${message}
    bad: [{ a: b }]
    good: [{ a: b }]
`
}

/** An expression that YAML would not take for a text as it is. */
function plainOrQuoted(expression: string): string {
  return /^(true|false)$|^!|^"[A-Z]|^"constr/i.test(expression) && !expression.endsWith('\\""')
    ? `'${expression}'`
    : expression
}

async function compile(parts: Parts): Promise<{ rule: AnyRule; problems: string[] }> {
  const text = policyText(parts)
  const { policy, problems } = readPolicy('p.yaml', text)
  expect(shown(problems, text)).toEqual([])
  const compiled = await compileChecks(policy.checks)
  return { rule: compiled.rules[0]!, problems: shown(compiled.problems, text) }
}

async function problemsOf(parts: Parts): Promise<string[]> {
  return (await compile(parts)).problems
}

async function judge(parts: Parts, subject: unknown): Promise<Problem[]> {
  const { rule, problems } = await compile(parts)
  expect(problems).toEqual([])
  return [...rule.check(subject as never, {} as never)]
}

async function holds(assert: string, subject: unknown, on = 'service'): Promise<boolean> {
  const problems = await judge({ assert, on }, subject)
  for (const { message } of problems) expect(message).toBe('wrong')
  return problems.length === 0
}

describe('a check becomes a rule', () => {
  it('with all that the policy says', async () => {
    const { rule } = await compile({})
    expect(rule).toMatchObject({
      id: 'no-thing',
      on: 'service',
      severity: 'warning',
      category: 'correctness',
      summary: 's',
      why: 'w',
      like: ['other:thing'],
      bad: [{ a: 'b' }],
      good: [{ a: 'b' }],
    })
  })

  it('that judges nothing where something is wrong with it', async () => {
    const { rule, problems } = await compile({ assert: 'service.nme == "x"' })
    expect(problems).toHaveLength(1)
    expect([...rule.check(service() as never, {} as never)]).toEqual([])
  })
})

describe('an expression is checked when it is read', () => {
  it.each([
    ['service.restrat == "x"', '7:21 «restrat» service has no field "restrat". Did you mean "restart"?'],
    ['has(service.restrat)', '7:25 «restrat» service has no field "restrat". Did you mean "restart"?'],
    ['has(service.image.tga) && true', '7:31 «tga» service.image has no field "tga". Did you mean "tag"?'],
    [
      'service.ports.all(p, has(p.hostIpp))',
      '7:40 «hostIpp» There is no field "hostIpp" here. Did you mean "hostIp"?',
    ],
    [
      'service.ports[0].publishd == 1',
      '7:30 «publishd» There is no field "publishd" here. Did you mean "published"?',
    ],
    ['servce.name == "x"', '7:13 «servce» There is no "servce" here. Did you mean "service"?'],
    [
      'service.name',
      '7:13 «service.name» This is a string; an expression here must be true or false (bool).',
    ],
    [
      'service.definition.x',
      '7:13 «service.definition.x» This is a dyn; an expression here must be true or false (bool).',
    ],
    ['service.name == 3', '7:13 «service.name == 3» CEL: no such overload: string == int.'],
    ['service.name.matches("(") || true', '7:34 «"("» Not a regular expression: /(/: Unterminated group.'],
    ['service.name ==', '7:27 «=» CEL: Unexpected token: EOF.'],
    ['environment.kynd == "x"', '7:25 «kynd» environment has no field "kynd". Did you mean "kind"?'],
  ])('%s', async (assert, expected) => {
    expect(await problemsOf({ assert })).toEqual([expected])
  })

  it('at the line and column of the policy, through quotes and blocks', async () => {
    expect(await problemsOf({ assert: `"service.name == \\"a\\" && service.restrat == \\"b\\""` })).toEqual([
      '7:47 «restrat» service has no field "restrat". Did you mean "restart"?',
    ])
    expect(
      await problemsOf({ assert: '|\n      service.name != "" &&\n        service.restrat != ""' }),
    ).toEqual(['9:17 «restrat» service has no field "restrat". Did you mean "restart"?'])
    expect(
      await problemsOf({ assert: '>-\n      service.name != "" &&\n      has(service.restrat)' }),
    ).toEqual(['9:19 «restrat» service has no field "restrat". Did you mean "restart"?'])
  })

  it('also in `when`', async () => {
    expect(await problemsOf({ when: 'service.isJop' })).toEqual([
      '8:19 «isJop» service has no field "isJop". Did you mean "isJob"?',
    ])
  })

  it('and is refused where no person wrote it', async () => {
    const [problem] = await problemsOf({ assert: `${'('.repeat(200)}true${')'.repeat(200)}` })
    expect(problem).toMatch(/CEL: .*(depth|nest)/i)
  })

  it.each([
    [{ at: 'restrat' }, '8:9 «restrat» service has no field "restrat". Did you mean "restart"?'],
    [{ at: 'image.tga' }, '8:9 «image.tga» service.image has no field "tga". Did you mean "tag"?'],
    [
      { message: '"{nam} is wrong"' },
      '8:15 «{nam}» service has no field "nam". Did you mean "name"? For a brace as such write {{.',
    ],
    [
      { message: '"{environment.KEY}"' },
      '8:15 «{environment.KEY}» environment.KEY may hold a secret, and messages are read by many; leave it out.',
    ],
    [{ message: '"a {image}"' }, '8:17 «{image}» image is no text; name one of its fields.'],
    [
      { on: 'variable', message: '"{value}"' },
      '8:15 «{value}» value may hold a secret, and messages are read by many; leave it out.',
    ],
    [
      { on: 'image', when: 'environment.isProduction' },
      '8:11 «environment» There is no "environment" here. Allowed here: image.',
    ],
  ])('so are places and messages: %j', async (parts, expected) => {
    expect(await problemsOf(parts)).toEqual([expected])
  })
})

describe('an expression is true, false or unknown', () => {
  it.each([
    ['service.name == "api"', service(), true],
    ['service.privileged', service(), false],
    ['service.privileged', service({ privileged: located(true) }), true],
    ['has(service.restart) && service.restart in ["always", "unless-stopped"]', service(), false],
    [
      'has(service.restart) && service.restart in ["always", "unless-stopped"]',
      service({ restart: located('always') }),
      true,
    ],
    ['service.image.tag != "latest"', service({ image: image('nginx:latest') }), false],
    ['has(service.image) && has(service.image.tag)', service({ image: image('nginx') }), false],
    ['service.image.registry == "docker.io"', service({ image: image('nginx') }), true],
    ['service.healthcheck.state == "present"', service(), false],
    ['service.ports.all(p, p.published >= 1024)', service({ ports: [port(80)] }), false],
    ['service.ports[0].published == 80', service({ ports: [port(80)] }), true],
    ['service.ports.exists(p, has(p.hostIp))', service({ ports: [port(80)] }), false],
    ['size(service.ports) == 0', service(), true],
    ['"NODE_ENV" in service.environment', service({ values: { NODE_ENV: 'production' } }), true],
    ['"NODE_ENV" in service.environment', service(), false],
    ['service.environment.NODE_ENV == "production"', service({ values: { NODE_ENV: 'test' } }), false],
    ['service.environment.all(k, !k.startsWith("DEBUG"))', service({ values: { DEBUG_X: '1' } }), false],
    ['"constructor" in service.environment', service(), false],
    [
      'service.definition.logging.driver == "local"',
      service({ yaml: 'logging: { driver: json-file }' }),
      false,
    ],
    ['service.definition.ulimits.nofile > 10', service({ yaml: 'ulimits: { nofile: 20 }' }), true],
    ['environment.isProduction', service(), true],
    ['environment.isProduction', service({ environment: environmentOfMark('local') }), false],
  ])('%s', async (assert, subject, expected) => {
    expect(await holds(assert, subject)).toBe(expected)
  })

  const unknownImage = service({ image: image('nginx:${TAG}') })
  const fromRegistry = service({
    healthcheck: { state: 'unknown', span: undefined, writtenIn: undefined, commands: [] },
  })
  const incomplete = service({ values: { A: 'a', B: undefined }, variablesAreComplete: false })

  it.each([
    ['service.image.tag != "latest"', unknownImage, true],
    ['service.image.tag == "latest"', unknownImage, true],
    ['has(service.image.digest)', unknownImage, true],
    ['!service.image.unresolved', unknownImage, false],
    ['service.image.tag == "x" || service.name == "api"', unknownImage, true],
    ['service.image.tag == "x" && service.name == "other"', unknownImage, false],
    ['service.healthcheck.state == "present"', fromRegistry, true],
    ['service.healthcheck.isKnown', fromRegistry, false],
    ['service.environment.A == "b"', incomplete, false],
    ['service.environment.B == "b"', incomplete, true],
    ['"C" in service.environment', incomplete, true],
    ['"A" in service.environment', incomplete, true],
    ['!("A" in service.environment)', incomplete, false],
    ['has(service.environment.C)', incomplete, true],
    ['service.environment.all(k, k == "A")', incomplete, true],
  ])('and is silent where nobody knows: %s', async (assert, subject, expected) => {
    expect(await holds(assert, subject)).toBe(expected)
  })

  it('and says so where it reads what is not there', async () => {
    const [problem] = await judge({ assert: 'service.restart == "always"' }, service())
    expect(problem?.message).toBe(
      'no-thing cannot judge this: nothing says what service.restart is; ask has(service.restart) first.',
    )
    const [index] = await judge({ assert: 'service.ports[0].target == 1' }, service())
    expect(index?.message).toMatch(/^no-thing cannot judge this: No such key: index out of bounds/)
  })

  it('of every subject', async () => {
    const secret = variable('KEY', 'abc')
    expect(await holds('variable.value.size() > 8', secret, 'variable')).toBe(false)
    expect(await holds('variable.value.size() > 8', variable('KEY', undefined), 'variable')).toBe(true)
    expect(await holds('variable.name.matches("^[A-Z_]+$")', secret, 'variable')).toBe(true)
    const file = {
      path: '.env',
      isTracked: undefined,
      isExample: false,
      mark: undefined,
      receivers: [],
      variables: [secret],
    }
    expect(await holds('!envFile.isTracked', file, 'envFile')).toBe(true)
    expect(await holds('!envFile.isTracked', { ...file, isTracked: true }, 'envFile')).toBe(false)
    expect(await holds('"KEY" in envFile.variables', file, 'envFile')).toBe(true)
    const command = {
      name: 'npm',
      nameSpan: place(),
      span: place(),
      words: [located('ci')],
      phase: 'build',
      line: { form: 'shell' },
      environment: environmentOfMark(undefined),
    }
    expect(await holds('command.name != "npm" || command.words[0] == "ci"', command, 'command')).toBe(true)
    expect(await holds('command.phase == "start"', command, 'command')).toBe(false)
    const deployment = {
      stacks: [],
      envFiles: [],
      variables: [],
      environment: environmentOfMark('local'),
      services: [service(), service({ isJob: true })],
    }
    expect(await holds('deployment.services.exists(s, s.isJob)', deployment, 'deployment')).toBe(true)
    expect(await holds('deployment.services.all(s, s.isJob)', deployment, 'deployment')).toBe(false)
    const stage = {
      name: located('build'),
      index: 0,
      image: {},
      base: { kind: 'external', reference: image('node:24') },
      externalBase: image('node:24'),
      instructions: [],
      exposed: [],
      variables: [],
    }
    expect(await holds('has(stage.from) && stage.from.tag == "24"', stage, 'stage')).toBe(true)
    expect(await holds('has(stage.user)', stage, 'stage')).toBe(false)
    expect(await holds('stage.healthcheck == "present"', stage, 'stage')).toBe(true)
    const dockerfile = { path: 'Dockerfile', stages: [stage], finalStage: stage, builtBy: [service()] }
    expect(
      await holds(
        'image.stages.size() == 1 && image.finalStage.name == "build" && "api" in image.builtBy',
        dockerfile,
        'image',
      ),
    ).toBe(true)
  })

  it('only where `when` is true', async () => {
    const parts = { assert: 'service.privileged', when: 'service.isJob' }
    expect(await judge(parts, service())).toEqual([])
    expect(await judge(parts, service({ isJob: true }))).toHaveLength(1)
    expect(await judge({ assert: 'false', when: 'service.image.tag == "x"' }, unknownImage)).toEqual([])
    expect(await judge({ assert: 'false', when: 'service.restart == "x"' }, service())).toHaveLength(1)
  })
})

describe('a problem', () => {
  it('points at the field, else at the subject', async () => {
    const restart = located('no')
    const at = (subject: ReturnType<typeof service>, path: string) =>
      judge({ assert: 'false', at: path }, subject)
    const named = service({
      restart,
      values: { KEY: 'x' },
      image: image('nginx:1'),
      yaml: 'logging: { driver: x }',
    })
    expect((await at(named, 'restart'))[0]?.at).toEqual(restart.span)
    expect((await at(named, 'service.image.tag'))[0]?.at).toEqual(named.image!.span)
    expect((await at(named, 'environment.KEY'))[0]?.at).toEqual(named.variables.get('KEY')!.origin.valueSpan)
    expect((await at(named, 'definition.logging.driver'))[0]?.at).toEqual({
      path: 'compose.yaml',
      start: 19,
      end: 20,
    })
    for (const path of [
      'user',
      'environment.OTHER',
      'definition.logging.options',
      'build.context',
      'ports',
    ]) {
      expect((await at(named, path))[0]?.at, path).toEqual(named.name.span)
    }
  })

  it('says it with the values of fields', async () => {
    const message = '"{name} of {service.image.repository}: {restart}, {capAdd}, {privileged}, {{x}}"'
    const [problem] = await judge(
      { assert: 'false', message },
      service({ image: image('nginx:${TAG}'), capAdd: [located('A'), located('B')] }),
    )
    expect(problem?.message).toBe('api of unknown: nothing, A, B, false, {x}')
  })
})

describe('the table of subjects', () => {
  it('has a description of a place for each', () => {
    expect(Object.keys(SUBJECT_SCHEMAS).sort()).toEqual([
      'certificate',
      'command',
      'cookie',
      'deployment',
      'envFile',
      'exchange',
      'image',
      'platformService',
      'service',
      'stage',
      'step',
      'variable',
    ])
  })
})

function port(published: number) {
  const span = place()
  return {
    target: { first: 80, last: 80 },
    targetSpan: span,
    published: { first: published, last: published },
    publishedSpan: span,
    hostIp: undefined,
    protocol: 'tcp',
    mode: undefined,
    name: undefined,
    appProtocol: undefined,
    isUnresolved: false,
    span,
    form: 'short' as const,
  }
}
