import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lint } from '../../../src/lint.ts'
import {
  binding,
  custom,
  definition,
  deployment,
  policy,
} from '../../../src/rules/admission/sample-policies.ts'

const RULES = [
  'no-refused-object',
  'no-admission-warning',
  'no-broken-admission-policy',
  'no-unjudged-admission-policy',
  'require-policy-binding',
]

async function found(files: Record<string, string>): Promise<string[]> {
  const { findings, troubles } = await lint({ files, config: false, only: RULES })
  expect(troubles).toEqual([])
  return findings.map(({ rule, path, range, message }) => `${path}:${range.start.line} ${rule} ${message}`)
}

const judged = (expression: string, more = '', object = deployment('')) =>
  found({ 'policy.yaml': policy(expression, more) + binding('Deny'), 'web.yaml': object })

describe('a ValidatingAdmissionPolicy', () => {
  test('refuses with its own message, or with one that it makes', async () => {
    expect(await judged('object.spec.replicas > 1', '      message: Two at least.\n')).toEqual(
      ['web.yaml:6 no-refused-object The API server refuses Deployment web: Two at least.'].map(() =>
        expect.stringContaining('Two at least.'),
      ),
    )
    const made = await judged(
      'object.spec.replicas > 1',
      '      messageExpression: "\'has \' + string(object.spec.replicas)"\n      message: unused\n',
    )
    expect(made).toEqual([expect.stringContaining('refuses Deployment web: has 1')])
  })

  test('asks variables, each for those before it, and match conditions first', async () => {
    const more = [
      '  variables:',
      '    - { name: limit, expression: "2" }',
      '    - { name: isMany, expression: "object.spec.replicas > variables.limit" }',
    ].join('\n')
    const many = deployment('  replicas: 3\n')
    expect(await judged('!variables.isMany', `${more}\n`)).toEqual([])
    expect(await judged('!variables.isMany', `${more}\n`, many)).toHaveLength(1)
    const condition = '  matchConditions:\n    - { name: few, expression: "object.spec.replicas < 3" }\n'
    expect(await judged('!variables.isMany', `${more}\n${condition}`, many)).toEqual([])
  })

  test('a failure refuses, unless it is to be ignored', async () => {
    const expression = 'object.spec.nothing > 1'
    expect(await judged(expression)).toEqual([expect.stringContaining('fails: No such key: nothing')])
    expect(await judged(expression, '  failurePolicy: Ignore\n')).toEqual([])
  })

  test('what the API server fills in is there, and unknown where nobody knows it', async () => {
    expect(await judged("object.spec.strategy.type == 'RollingUpdate' && object.spec.replicas == 1")).toEqual(
      [],
    )
    expect(await judged("object.spec.template.spec.restartPolicy == 'Always'")).toEqual([])
    expect(
      await judged("object.spec.template.spec.containers.all(c, c.terminationMessagePolicy == 'File')"),
    ).toEqual([])
    expect(await judged("object.metadata.namespace == 'shop'")).toEqual([
      expect.stringContaining(
        'no-unjudged-admission-policy ValidatingAdmissionPolicy limit does not judge Deployment web here: nobody knows namespace.',
      ),
    ])
    expect(await judged("object.metadata.namespace == 'shop' || has(object.spec.template)")).toEqual([])
    // What is filled in before it is applied is not known either.
    const templated = deployment('').replace('acme/web:2', `"\${IMAGE}"`)
    expect(
      await judged("object.spec.template.spec.containers.all(c, c.image.startsWith('acme/'))", '', templated),
    ).toEqual([expect.stringContaining('no-unjudged-admission-policy')])
  })

  test('takes its params from the files', async () => {
    const params = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: limits }\ndata: { most: "2" }\n'
    const kind = '  paramKind: { apiVersion: v1, kind: ConfigMap }\n'
    const bound = `${binding('Deny')}  paramRef: { name: limits, parameterNotFoundAction: Deny }\n`
    const files = {
      'policy.yaml': policy('object.spec.replicas <= int(params.data.most)', kind) + bound,
      'web.yaml': deployment('  replicas: 3\n'),
    }
    expect(await found(files)).toEqual([
      expect.stringContaining('the ConfigMap limits that it takes as params is not among the files'),
    ])
    expect(await found({ ...files, 'limits.yaml': params.slice(4) })).toEqual([
      expect.stringContaining('web.yaml:6 no-refused-object'),
    ])
    expect(await judged('params.x == 1')).toEqual([
      expect.stringContaining('There are no params without `paramKind`'),
    ])
  })

  test('is asked only about what its constraints and its binding take', async () => {
    const labelled = deployment('').replace(
      'name: web\n',
      'name: web\n  namespace: shop\n  labels: { team: a }\n',
    )
    const namespace =
      '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { stage: live } }\n'
    const bound = (selector: string) => ({
      'policy.yaml': `${policy('false')}${binding('Deny')}  matchResources:\n    ${selector}\n`,
      'web.yaml': labelled + namespace,
    })
    expect(await found(bound('objectSelector: { matchLabels: { team: b } }'))).toEqual([])
    expect(await found(bound('objectSelector: { matchLabels: { team: a } }'))).toHaveLength(1)
    expect(await found(bound('namespaceSelector: { matchLabels: { stage: dev } }'))).toEqual([])
    expect(await found(bound('namespaceSelector: { matchLabels: { stage: live } }'))).toHaveLength(1)
    expect(
      await found(bound('namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }')),
    ).toHaveLength(1)
    expect(
      await found(
        bound(
          'excludeResourceRules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"] }]',
        ),
      ),
    ).toEqual([])
    expect(
      await found(
        bound(
          'resourceRules: [{ apiGroups: [apps], apiVersions: [v1], operations: [DELETE], resources: [deployments] }]',
        ),
      ),
    ).toEqual([])
    const unknown = bound('namespaceSelector: { matchLabels: { stage: live } }')
    expect(await found({ ...unknown, 'web.yaml': labelled })).toEqual([
      expect.stringContaining('the files do not say whether it is asked about such objects'),
    ])
  })

  test('knows the request and the namespace', async () => {
    expect(
      await judged(
        "request.operation == 'CREATE' && request.resource.resource == 'deployments' && request.kind.kind == 'Deployment' && oldObject == null",
      ),
    ).toEqual([])
    expect(await judged("namespaceObject.metadata.labels.stage == 'live'")).toEqual([
      expect.stringContaining('nobody knows namespaceObject'),
    ])
  })

  test('never shows what an expression makes of a Secret', async () => {
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata: { name: key }\nstringData: { key: hunter2hunter2 }\n'
    const found = await judged('false', '      messageExpression: "object.stringData.key"\n', secret)
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })
})

describe('the rules in the schema of a custom resource', () => {
  const judgedBy = (rule: string, spec: string) =>
    found({ 'crd.yaml': definition(rule), 'queue.yaml': custom(spec) })

  test('hold where they are written, at every level and in lists', async () => {
    expect(await judgedBy('self.min <= self.max', '  min: 4\n  max: 3\n')).toHaveLength(1)
    expect(await judgedBy('!has(self.unknown)', '  min: 4\n  unknown: 3\n')).toEqual([])
    const listed = definition('true').replace(
      'max: { type: integer }',
      'names:\n                  type: array\n                  items:\n                    type: string\n                    x-kubernetes-validations: [{ rule: "self.size() < 4", message: too long }]',
    )
    expect(await found({ 'crd.yaml': listed, 'queue.yaml': custom('  names: [abc, abcdef]\n') })).toEqual([
      expect.stringMatching(/^queue.yaml:6 no-refused-object .*: too long$/),
    ])
  })

  test('see defaults and types of the schema', async () => {
    const typed = definition(
      "self.max == 7 && self.at > timestamp('2024-01-01T00:00:00Z') && self.ratio / 2.0 == 0.5 && self.a__dash__b",
    ).replace(
      'max: { type: integer }',
      'max: { type: integer, default: 7 }\n                at: { type: string, format: date-time }\n                ratio: { type: number }\n                a-b: { type: boolean }',
    )
    const object = custom('  at: "2024-06-01T00:00:00Z"\n  ratio: 1\n  a-b: true\n')
    expect(await found({ 'crd.yaml': typed, 'queue.yaml': object })).toEqual([])
  })

  test('those about changes ask only where the old self may be absent', async () => {
    expect(await judgedBy('self.min >= oldSelf.min', '  min: 4\n')).toEqual([])
    const optional = definition('oldSelf.hasValue() || self.min < 4').replace(
      /(- rule: .*)/,
      '$1\n                  optionalOldSelf: true',
    )
    expect(await found({ 'crd.yaml': optional, 'queue.yaml': custom('  min: 4\n') })).toHaveLength(1)
  })

  test('point at their fieldPath', async () => {
    const pathed = definition('self.min < 4').replace(/(- rule: .*)/, '$1\n                  fieldPath: .max')
    expect(await found({ 'crd.yaml': pathed, 'queue.yaml': custom('  min: 4\n  max: 9\n') })).toEqual([
      expect.stringContaining('queue.yaml:7'),
    ])
  })
})

test('policies outside of the project are named by an option', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'admission-'))
  mkdirSync(join(folder, 'app'))
  mkdirSync(join(folder, 'cluster'))
  writeFileSync(join(folder, 'app', 'web.yaml'), deployment('  replicas: 9\n'))
  writeFileSync(join(folder, 'cluster', 'policy.yaml'), policy('object.spec.replicas < 5') + binding('Deny'))
  const options = { cwd: join(folder, 'app'), config: false as const, only: RULES }
  expect((await lint(options)).findings).toEqual([])
  for (const admissionPolicies of ['../cluster', '../cluster/policy.yaml']) {
    const { findings } = await lint({ ...options, admissionPolicies })
    expect(findings).toMatchObject([
      { rule: 'no-refused-object', path: 'web.yaml', related: [{ path: '../cluster/policy.yaml' }] },
    ])
  }
  await expect(lint({ ...options, admissionPolicies: '../nowhere' })).rejects.toThrow('nowhere')
})

describe('expressions of strangers', () => {
  const many = `[${Array.from({ length: 300 }, (_, at) => at).join(',')}]`
  const nested = (depth: number) =>
    `${Array.from({ length: depth }, (_, at) => `${many}.all(v${at}, `).join('')}true${')'.repeat(depth)}`
  const hostile: Readonly<Record<string, string>> = {
    'nested comprehensions': nested(5),
    'nested comprehensions that fail': nested(4).replace('true', '1 / 0 == 1'),
    'doubling texts':
      Array.from(
        { length: 40 },
        (_, at) => `[${at === 0 ? "'aaaaaaaaaaaaaaaa'" : `t${at - 1} + t${at - 1}`}].all(t${at}, `,
      ).join('') +
      'true' +
      ')'.repeat(40),
    'doubling lists':
      Array.from(
        { length: 40 },
        (_, at) => `[${at === 0 ? '[1]' : `[t${at - 1}, t${at - 1}]`}].all(t${at}, `,
      ).join('') +
      't39 != t38' +
      ')'.repeat(40),
    'doubling types':
      Array.from(
        { length: 40 },
        (_, at) => `[${at === 0 ? "{'a': 1}" : `{t${at - 1}: t${at - 1}}`}].all(t${at}, `,
      ).join('') +
      'true' +
      ')'.repeat(40),
    'a pattern that a backtracking matcher never ends on': `'${'a'.repeat(3000)}!'.matches('^(a+)+$') == false`,
    'a pattern of repetitions': "'a'.matches('((((a{1,900}){1,900}){1,900}){1,900})')",
    'a text replaced by long ones': `'${'a'.repeat(900)}'.replace('', '${'b'.repeat(900)}').replace('', '${'c'.repeat(900)}').replace('', '${'c'.repeat(900)}') == ''`,
    'deep parentheses': `${'('.repeat(4000)}1${')'.repeat(4000)}`,
    'many nots': `${'!'.repeat(9000)}true`,
    'a long sum': `${'1 + '.repeat(240)}1 == 241`,
    'a longer sum': `${'1 + '.repeat(1200)}1 == 1201`,
    'a long duration': `duration('${'1h'.repeat(4000)}') > duration('1s')`,
    'a range without end': 'lists.range(9223372036854775807).all(x, true)',
    'the prototype of an object':
      "object.__proto__ == null || object.constructor == null || {'__proto__': 1}.toString == 1",
    'the names of the library': "object['constructor']['constructor']('return process')()",
    'a zone of time': "timestamp('2024-01-01T00:00:00Z').getHours('Nowhere/Never') == 1",
    precision: "'%.999999999f'.format([1.0]) == ''",
  }
  for (const [name, expression] of Object.entries(hostile)) {
    test(`${name} ends and is never a pass in silence`, async () => {
      const findings = await found({
        'policy.yaml':
          policy('PLACE').replace(/>-\s+PLACE/, () => JSON.stringify(expression)) + binding('Deny'),
        'web.yaml': deployment(''),
      })
      const isHarmless = name.startsWith('a pattern that') || name === 'a long sum'
      expect(isHarmless ? findings : findings.length > 0).toEqual(isHarmless ? [] : true)
    })
  }

  test('many of them take no longer than all may', async () => {
    const policies = Array.from({ length: 150 }, (_, at) =>
      (policy('PLACE').replace(/>-\s+PLACE/, () => JSON.stringify(nested(3))) + binding('Deny'))
        .replaceAll('name: limit', `name: limit${at}`)
        .replaceAll('policyName: limit', `policyName: limit${at}`)
        .replaceAll(`limit${at}${at}`, `limit${at}`),
    )
    const findings = await found({ 'policy.yaml': policies.join('---\n'), 'web.yaml': deployment('') })
    expect(findings.some((each) => each.includes('it would take too long'))).toBe(true)
  })

  test('an object with the names of the language as keys is judged like any other', async () => {
    const odd =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  labels: { constructor: a, __proto__: b, toString: c, hasOwnProperty: d }\nspec: {}\n'
    expect(
      await judged(
        "object.metadata.labels.constructor == 'a' && object.metadata.labels['__proto__'] == 'b' && !has(object.metadata.labels.valueOf) && object.metadata.labels.size() == 4",
        '',
        odd,
      ),
    ).toEqual([])
  })

  test('anything ends without an error of the program', async () => {
    const word = fc.constantFrom(
      'object',
      'self',
      '.',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '?',
      '!',
      '&&',
      '||',
      '==',
      '+',
      '-',
      "'a'",
      '1',
      '1.5',
      'null',
      'true',
      '.all(x, ',
      '.map(x, ',
      '.exists(i, v, ',
      'has(',
      'x',
      'v',
      'spec',
      'metadata',
      '.matches(',
      "'^(a|b)*$'",
      'quantity(',
      'ip(',
      'variables',
      'request',
      '?.',
      '[?',
      '`',
      '"',
      '\\',
      '\n',
      'optional.of(',
      '.orValue(',
    )
    const expression = fc.array(word, { minLength: 1, maxLength: 14 }).map((words) => words.join(' '))
    await fc.assert(
      fc.asyncProperty(expression, async (text) => {
        await found({
          'policy.yaml': policy('PLACE').replace(/>-\s+PLACE/, () => JSON.stringify(text)) + binding('Deny'),
          'crd.yaml': definition('PLACE').replace('PLACE', () => JSON.stringify(text)),
          'web.yaml': `${deployment('')}---\n${custom('  min: 1\n')}`,
        })
      }),
      { numRuns: 150 },
    )
  })
})
