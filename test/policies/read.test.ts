import { describe, expect, it } from 'vitest'
import { readPolicy, readPolicyObject } from '../../src/policies/read.ts'
import { shown } from './places.ts'

function problems(text: string): string[] {
  return shown(readPolicy('plimsoll.yaml', text).problems, text)
}

describe('readPolicy', () => {
  it.each([
    [
      'a misspelt key at the top',
      'ruls:\n  a: off\n',
      ['1:1 «ruls» Unknown key "ruls". Did you mean "rules"?'],
    ],
    [
      'a key that is near to nothing',
      'colour: red\n',
      [
        '1:1 «colour» Unknown key "colour". Allowed here: $schema, extends, root, environments, rules, overrides, checks, ignore, failOn.',
      ],
    ],
    [
      'a severity of another linter',
      'rules:\n  a: warn\n',
      ['2:6 «warn» "warn" is not allowed here. Did you mean "warning"?'],
    ],
    [
      'a severity nobody has',
      'rules:\n  a: fatal\n',
      ['2:6 «fatal» "fatal" is not allowed here. Allowed here: off, on, error, warning, info.'],
    ],
    [
      'critical',
      'rules:\n  a: critical\n',
      ['2:6 «critical» "critical" is not allowed here. Did you mean "error"?'],
    ],
    ['a switch', 'rules:\n  a: false\n', ['2:6 «false» Write off instead of false.']],
    ['a number as severity', 'rules:\n  a: 2\n', ['2:6 «2» Must be a text or a mapping.']],
    [
      'a misspelt key of a setting',
      'rules:\n  a: { severty: error, lock: true }\n',
      [
        '2:8 «severty» Unknown key "severty". Did you mean "severity"?',
        '2:24 «lock» Unknown key "lock". Did you mean "locked"?',
      ],
    ],
    ['extends as a text', 'extends: plimsoll:recommended\n', ['1:10 «plimsoll:recommended» Must be a list.']],
    ['an override without files', 'overrides:\n  - rules: {}\n', ['2:5 «» A key is missing: files.']],
    [
      'a misspelt subject',
      "checks:\n  no-x:\n    on: servce\n    summary: s\n    why: w\n    assert: 'true'\n    message: m\n    bad: [{ a: b }]\n    good: [{ a: b }]\n",
      ['3:9 «servce» "servce" is not allowed here. Did you mean "service"?'],
    ],
    [
      'a check without its fields',
      'checks:\n  no-x:\n    on: service\n',
      ['2:3 «no-x» Keys are missing: summary, why, assert, message, bad, good.'],
    ],
    [
      'a check id in capitals',
      "checks:\n  NoX:\n    on: service\n    summary: s\n    why: w\n    assert: 'true'\n    message: m\n    bad: [{ a: b }]\n    good: [{ a: b }]\n",
      ['2:3 «NoX» "NoX" is no id: write words in lower case with dashes between.'],
    ],
    [
      'a kind by another name',
      'environments:\n  dev: { kind: development }\n',
      ['2:16 «development» "development" is not allowed here. Did you mean "local"?'],
    ],
    [
      'a misspelt contract key',
      'environments:\n  production:\n    variables:\n      PORT: { requierd: true }\n',
      ['4:15 «requierd» Unknown key "requierd". Did you mean "required"?'],
    ],
    [
      'a pattern that does not compile',
      'environments:\n  production:\n    variables:\n      KEY: { matches: "^(sk" }\n',
      ['4:23 «"^(sk"» Not a regular expression: /^(sk/: Unterminated group.'],
    ],
    [
      'an empty range',
      'environments:\n  p:\n    variables:\n      KEY: { number: { min: 5, max: 1 } }\n',
      ['4:22 «{ min: 5, max: 1 }» No number is at least 5 and at most 1.'],
    ],
    [
      'a contract against itself',
      'environments:\n  p:\n    variables:\n      KEY: { equals: a, oneOf: [b] }\n',
      ['4:22 «a» KEY cannot equal this: oneOf does not list it.'],
    ],
    [
      'a host with a scheme',
      'environments:\n  p: { hosts: ["https://a.example"] }\n',
      [
        '2:16 «"https://a.example"» "https://a.example" does not have the form wanted here: A name without scheme, port and path.',
      ],
    ],
    [
      'a word for cookieDomainFor',
      'environments:\n  p: { variables: { D: { cookieDomainFor: host } } }\n',
      ['2:43 «host» "host" is not allowed here. Did you mean "hosts"?'],
    ],
    [
      'a limit that no burst would show',
      'environments:\n  p:\n    endpoints:\n      - { url: "https://a.example", expect: { limited: false } }\n',
      ['4:56 «false» Only a burst shows whether requests are limited; write burst: 30 beside expect.'],
    ],
    ['failOn', 'failOn: errors\n', ['1:9 «errors» "errors" is not allowed here. Did you mean "error"?']],
    ['a list at the top', '- a\n', ['1:1 «- a» Must be a mapping.']],
    [
      'two documents',
      'root: true\n---\nroot: false\n',
      [expect.stringMatching(/^\d+:\d+ .*A policy file holds one YAML document\.$/s)],
    ],
  ])('points at %s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected)
  })

  it('reports every mistake of a file, in order', () => {
    const text = 'ruls: {}\nrules:\n  a: eror\nroot: 1\n'
    expect(problems(text).map((line) => line.split(' ')[0])).toEqual(['1:1', '3:6', '4:7'])
  })

  it('reports broken YAML at its place and reads on', () => {
    const { policy, problems } = readPolicy('p.yaml', 'failOn: warning\nrules: [\n')
    expect(problems.length).toBeGreaterThan(0)
    expect(policy.failOn?.value).toBe('warning')
  })

  it.each(['', '# nothing yet\n', 'rules:\n  # a: off\nextends: []\n'])(
    'takes an empty policy: %j',
    (text) => {
      expect(problems(text)).toEqual([])
    },
  )

  it('reads rules with options and locks', () => {
    const text =
      'rules:\n  a: off\n  b: { severity: error, options: { most: 3 }, locked: true }\n  hadolint:DL3008: on\n'
    const { policy } = readPolicy('p.yaml', text)
    expect(policy.rules.map(({ key, severity, locked }) => [key.value, severity?.value, locked])).toEqual([
      ['a', 'off', undefined],
      ['b', 'error', true],
      ['hadolint:DL3008', 'on', undefined],
    ])
    expect(policy.rules[1]?.options.map(({ name, value }) => [name.value, value])).toEqual([['most', 3]])
    expect(text.slice(policy.rules[0]!.span.start, policy.rules[0]!.span.end)).toBe('a: off')
  })

  it('reads JSON as it reads YAML', () => {
    const { policy, problems } = readPolicy('plimsoll.json', '{ "root": true, "rules": { "a": "error" } }')
    expect(problems).toEqual([])
    expect([policy.root, policy.rules[0]?.severity?.value]).toEqual([true, 'error'])
    const text = '{\n  "rulez": {}\n}'
    expect(shown(readPolicy('plimsoll.json', text).problems, text)).toEqual([
      '2:3 «"rulez"» Unknown key "rulez". Did you mean "rules"?',
    ])
  })

  it('reads an object and names the setting that is wrong', () => {
    const { policy, problems } = readPolicyObject({ rules: { a: 'warn', b: 'off' } })
    expect(policy.path).toBe('<config>')
    expect(policy.rules[1]?.severity?.value).toBe('off')
    expect(problems.map(({ address, message }) => [address, message])).toEqual([
      ['rules.a', '"warn" is not allowed here. Did you mean "warning"?'],
    ])
  })

  it('reads the contract of an environment', () => {
    const text = `environments:
  production:
    kind: production
    files: ["docker/production/**"]
    compose: [docker/production/docker-compose.yml]
    hosts: [example.com, "*.example.com"]
    migrations: [migrate]
    staticSites: [web]
    variables:
      COOKIE_DOMAIN: { required: true, cookieDomainFor: hosts }
      DEBUG: { equals: false }
      VERSION: { oneOf: [1.0, 2.0] }
      STRIPE: { secret: true, matches: "^sk_live_", together: [HOOK], liveKey: true, minLength: 8 }
      IDLE_HOURS: { number: { min: 1, max: 24, integer: true } }
      SITE: { url: { schemes: [https] } }
      OTHER: { url: true, cookieDomainFor: [a.example], services: [api] }
    endpoints:
      - url: https://api.example.com/health
        expect: { status: 200, within: 2s, headers: helmet }
`
    const { policy, problems } = readPolicy('p.yaml', text)
    expect(problems).toEqual([])
    const [production] = policy.environments
    expect(production).toMatchObject({
      name: 'production',
      kind: 'production',
      files: ['docker/production/**'],
      compose: ['docker/production/docker-compose.yml'],
      hosts: ['example.com', '*.example.com'],
      migrations: ['migrate'],
      staticSites: ['web'],
      endpoints: [
        {
          url: 'https://api.example.com/health',
          expect: { status: [200], within: 2000, hasHelmetHeaders: true },
        },
      ],
    })
    const contracts = Object.fromEntries(
      production!.variables!.map(({ name, span: _, ...rest }) => [name, rest]),
    )
    expect(contracts).toEqual({
      COOKIE_DOMAIN: { required: true, cookieDomainFor: 'hosts' },
      DEBUG: { equals: 'false' },
      VERSION: { oneOf: ['1.0', '2.0'] },
      STRIPE: { secret: true, matches: '^sk_live_', together: ['HOOK'], liveKey: true, minLength: 8 },
      IDLE_HOURS: { number: { min: 1, max: 24, integer: true } },
      SITE: { url: { schemes: ['https'] } },
      OTHER: { url: true, cookieDomainFor: ['a.example'], services: ['api'] },
    })
    const span = production!.variables![0]!.span!
    expect(text.slice(span.start, span.end)).toBe('COOKIE_DOMAIN')
  })
})
