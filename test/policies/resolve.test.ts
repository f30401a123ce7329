import { describe, expect, it } from 'vitest'
import type { AnyRule } from '../../src/engine/rule.ts'
import { describePolicy } from '../../src/policies/describe.ts'
import { type Resolution, resolvePolicy, shippedChecks } from '../../src/policies/resolve.ts'
import { quietRule, shown, sourcesOf } from './places.ts'

const RULES: readonly AnyRule[] = [
  quietRule('require-user', { severity: 'error' }),
  quietRule('require-healthcheck'),
  quietRule('no-latest', { like: ['hadolint:DL3007', 'kube-linter:latest-tag'] }),
  quietRule('no-untagged', { like: ['hadolint:DL3007'] }),
  quietRule('most-layers', {
    options: {
      type: 'object',
      properties: {
        most: { type: 'integer', minimum: 1, default: 10 },
        style: { enum: ['loose', 'tight'], default: 'loose' },
        names: { type: 'array', items: { type: 'string' }, default: [] },
      },
      additionalProperties: false,
    },
  }),
]

const CHECK = (id: string, severity = 'warning') => `
  ${id}:
    on: service
    severity: ${severity}
    summary: s
    why: w
    assert: service.name != ""
    message: "{name}"
    bad: [{ a: b }]
    good: [{ a: b }]
`

function resolve(files: Record<string, string>, start = 'plimsoll.yaml'): Promise<Resolution> {
  return resolvePolicy({
    policy: { path: start, text: files[start]! },
    rules: RULES,
    sources: sourcesOf(files),
  })
}

async function severities(files: Record<string, string>, path = 'compose.yaml', environment?: string) {
  const { resolved, problems } = await resolve(files)
  expect(problems).toEqual([])
  return Object.fromEntries(RULES.map(({ id }) => [id, resolved.severityOf(id, path, environment).severity]))
}

async function problemsOf(files: Record<string, string>): Promise<string[]> {
  const { problems, texts } = await resolve(files)
  return shown(problems, texts)
}

describe('rules', () => {
  it('are off where nobody names them, and on at their own severity', async () => {
    expect(await severities({ 'plimsoll.yaml': 'rules: { require-user: on, no-latest: info }' })).toEqual({
      'require-user': 'error',
      'require-healthcheck': 'off',
      'no-latest': 'info',
      'no-untagged': 'off',
      'most-layers': 'off',
    })
  })

  it('come from plimsoll:recommended where a policy does not say what it extends', async () => {
    const recommended = { 'plimsoll:recommended': 'extends: []\nrules: { require-user: warning }' }
    const asked = async (text: string) =>
      (await severities({ ...recommended, 'plimsoll.yaml': text }))['require-user']
    expect(await asked('rules: { no-latest: on }')).toBe('warning')
    expect(await asked('extends: []')).toBe('off')
  })

  it('are set by peers ids, and more strongly by their own', async () => {
    const set = await severities({ 'plimsoll.yaml': 'rules: { no-latest: info, "hadolint:DL3007": error }' })
    expect([set['no-latest'], set['no-untagged']]).toEqual(['info', 'error'])
  })

  it('take later policies over earlier ones and remember which', async () => {
    const { resolved, problems, texts } = await resolve({
      'a.yaml': 'rules: { require-user: info, no-latest: info, require-healthcheck: info }',
      'b.yaml': 'extends: [./a.yaml]\nrules: { no-latest: warning, require-healthcheck: warning }',
      'plimsoll.yaml': 'extends: [./b.yaml]\nrules:\n  require-healthcheck: error\n',
    })
    expect(problems).toEqual([])
    const asked = ['require-user', 'no-latest', 'require-healthcheck'].map((id) =>
      resolved.severityOf(id, 'x'),
    )
    expect(asked.map(({ severity, origin }) => [severity, origin?.policy])).toEqual([
      ['info', 'a.yaml'],
      ['warning', 'b.yaml'],
      ['error', 'plimsoll.yaml'],
    ])
    const { path, start, end } = asked[2]!.origin!.span!
    expect(texts.get(path)!.slice(start, end)).toBe('require-healthcheck: error')
    expect(resolved.policies).toEqual(['a.yaml', 'b.yaml', 'plimsoll.yaml'])
  })

  it('keep the severity when only an option is set, and the option when only the severity is', async () => {
    const { resolved, problems } = await resolve({
      'a.yaml': 'rules: { most-layers: { severity: error, options: { most: 3 } } }',
      'b.yaml': 'extends: [./a.yaml]\nrules: { most-layers: { options: { style: tight } } }',
      'plimsoll.yaml': 'extends: [./b.yaml]\nrules: { most-layers: info }',
    })
    expect(problems).toEqual([])
    const state = resolved.severityOf('most-layers', 'x')
    expect(state).toMatchObject({ severity: 'info', options: { most: 3, style: 'tight', names: [] } })
    expect(Object.fromEntries([...state.optionOrigins].map(([name, { policy }]) => [name, policy]))).toEqual({
      most: 'a.yaml',
      style: 'b.yaml',
    })
  })

  it('go on when somebody sets an option of a rule nobody spoke of, and stay off when it was off', async () => {
    const on = await severities({ 'plimsoll.yaml': 'rules: { most-layers: { options: { most: 3 } } }' })
    expect(on['most-layers']).toBe('warning')
    const off = await severities({
      'a.yaml': 'rules: { most-layers: off }',
      'plimsoll.yaml': 'extends: [./a.yaml]\nrules: { most-layers: { options: { most: 3 } } }',
    })
    expect(off['most-layers']).toBe('off')
  })

  it('can be locked, and unlocked by a later policy only in so many words', async () => {
    const team = { 'team.yaml': 'rules: { require-user: { severity: error, locked: true } }' }
    const locked = async (text: string) =>
      (await resolve({ ...team, 'plimsoll.yaml': `extends: [./team.yaml]\n${text}` })).resolved.severityOf(
        'require-user',
        'x',
      ).locked
    expect(await locked('')).toBe(true)
    expect(await locked('rules: { require-user: warning }')).toBe(true)
    expect(await locked('rules: { require-user: { locked: false } }')).toBe(false)
  })

  it('may be given as an object, whose settings have no place', async () => {
    const { resolved, problems } = await resolvePolicy({
      policy: { config: { extends: [], rules: { 'no-latest': 'error' } } },
      rules: RULES,
      sources: sourcesOf({}),
    })
    expect(problems).toEqual([])
    expect(resolved.severityOf('no-latest', 'x')).toMatchObject({
      severity: 'error',
      origin: { policy: '<config>' },
    })
    expect(resolved.severityOf('no-latest', 'x').origin).not.toHaveProperty('span')
  })
})

describe('overrides', () => {
  const files = {
    'plimsoll.yaml': `
rules: { require-user: error, no-latest: error }
overrides:
  - files: ["legacy/**", "!legacy/new/**"]
    rules: { require-user: warning, no-latest: off }
  - files: [Dockerfile.dev]
    rules: { require-user: off }
  - files: ["legacy/**"]
    environments: [local]
    rules: { require-user: info }
`,
  }

  it.each([
    ['Dockerfile', undefined, 'error'],
    ['legacy/Dockerfile', undefined, 'warning'],
    ['legacy/new/Dockerfile', undefined, 'error'],
    ['legacy/Dockerfile.dev', undefined, 'off'],
    ['deep/down/Dockerfile.dev', undefined, 'off'],
    ['legacy/Dockerfile', 'local', 'info'],
    ['legacy/Dockerfile', 'production', 'warning'],
    ['../outside/legacy/x', undefined, 'error'],
  ])('%s in %s: %s', async (path, environment, expected) => {
    expect((await severities(files, path, environment))['require-user']).toBe(expected)
  })

  it('of what a package extends count from the project', async () => {
    const set = await resolve({
      'plimsoll.yaml': 'extends: ["@team/policy"]',
      '@team/policy': 'extends: [./strict.yaml]',
      '@team/strict.yaml':
        'rules: { require-user: error }\noverrides: [{ files: [/a], rules: { require-user: off } }]',
    })
    expect(set.problems).toEqual([])
    expect(set.resolved.severityOf('require-user', 'a').severity).toBe('off')
    expect(set.resolved.policies).toEqual(['@team/strict.yaml', '@team/policy', 'plimsoll.yaml'])
  })

  it('of an extended file count from its folder, of a preset from the project', async () => {
    const rules =
      'rules: { require-user: error }\noverrides: [{ files: [Dockerfile, /a/b.yaml], rules: { require-user: off } }]'
    const file = { 'deploy/team.yaml': rules, 'plimsoll.yaml': 'extends: [./deploy/team.yaml]' }
    const preset = { 'plimsoll:recommended': `extends: []\n${rules}`, 'plimsoll.yaml': '' }
    const of = async (all: Record<string, string>, path: string) =>
      (await severities(all, path))['require-user']
    expect(await of(file, 'Dockerfile')).toBe('error')
    expect(await of(file, 'deploy/x/Dockerfile')).toBe('off')
    expect(await of(file, 'a/b.yaml')).toBe('error')
    expect(await of(file, 'deploy/a/b.yaml')).toBe('off')
    expect(await of(preset, 'Dockerfile')).toBe('off')
    expect(await of(preset, 'a/b.yaml')).toBe('off')
  })

  it('lose to the rules of the policy that extends them', async () => {
    const set = await severities({
      'a.yaml':
        'rules: { require-user: error }\noverrides: [{ files: ["**"], rules: { require-user: off } }]',
      'plimsoll.yaml': 'extends: [./a.yaml]\nrules: { require-user: info }',
    })
    expect(set['require-user']).toBe('info')
  })

  it('tell the engine which options and rules may come up', async () => {
    const { resolved } = await resolve({
      'plimsoll.yaml': `
rules: { most-layers: { options: { most: 3 } }, require-user: off }
overrides:
  - { files: [a], rules: { most-layers: { options: { most: 5 } }, no-latest: error } }
  - { files: [b], rules: { most-layers: { options: { style: tight } }, require-user: off } }
`,
    })
    expect(resolved.optionSetsOf('most-layers').map(({ most, style }) => [most, style])).toEqual([
      [3, 'loose'],
      [5, 'loose'],
      [3, 'tight'],
      [5, 'tight'],
    ])
    expect(
      ['most-layers', 'require-user', 'no-latest', 'no-untagged'].map((id) => resolved.canBeOn(id)),
    ).toEqual([true, false, true, false])
  })
})

describe('problems', () => {
  it.each([
    [
      'a misspelt rule',
      'rules:\n  require-helthcheck: on\n',
      [
        'plimsoll.yaml:2:3 «require-helthcheck» There is no rule "require-helthcheck". Did you mean "require-healthcheck"?',
      ],
    ],
    ['a rule of nobody', 'rules:\n  zzz: on\n', ['plimsoll.yaml:2:3 «zzz» There is no rule "zzz".']],
    [
      'a peer id without peer',
      'rules:\n  DL3007: on\n',
      ['plimsoll.yaml:2:3 «DL3007» There is no rule "DL3007". Did you mean "hadolint:DL3007"?'],
    ],
    [
      'a peer id nobody has',
      'rules:\n  hadolint:DL3008: on\n',
      [
        'plimsoll.yaml:2:3 «hadolint:DL3008» No rule does what hadolint:DL3008 does. Did you mean "hadolint:DL3007"?',
      ],
    ],
    [
      'a misspelt rule in an override',
      'overrides:\n  - files: [a]\n    rules: { no-lates: off }\n',
      ['plimsoll.yaml:3:14 «no-lates» There is no rule "no-lates". Did you mean "no-latest"?'],
    ],
    [
      'a misspelt preset',
      'extends: ["plimsoll:recomended"]\n',
      [
        'plimsoll.yaml:1:11 «"plimsoll:recomended"» There is no preset "plimsoll:recomended". Did you mean "plimsoll:recommended"?',
      ],
    ],
    [
      'a preset without its prefix',
      'extends: [recommended]\n',
      [
        'plimsoll.yaml:1:11 «recommended» There is no policy "recommended". Did you mean "plimsoll:recommended"?',
      ],
    ],
    [
      'a missing file',
      'extends: [./team.yaml]\n',
      [
        'plimsoll.yaml:1:11 «./team.yaml» There is no policy "./team.yaml": it is neither a file beside this one nor an installed package.',
      ],
    ],
    [
      'an address in the network',
      'extends: ["https://x.example/p.yaml"]\n',
      [
        'plimsoll.yaml:1:11 «"https://x.example/p.yaml"» Policies are not fetched from the network; extend a file or a package.',
      ],
    ],
    [
      'a misspelt option',
      'rules:\n  most-layers: { options: { mots: 3 } }\n',
      ['plimsoll.yaml:2:29 «mots» most-layers has no option "mots". Did you mean "most"?'],
    ],
    [
      'an option of the wrong type',
      'rules:\n  most-layers: { options: { most: many } }\n',
      ['plimsoll.yaml:2:35 «many» most must be a whole number.'],
    ],
    [
      'an option out of range',
      'rules:\n  most-layers: { options: { most: 0 } }\n',
      ['plimsoll.yaml:2:35 «0» most must be at least 1.'],
    ],
    [
      'an option that is none of the words',
      'rules:\n  most-layers: { options: { style: tigt } }\n',
      ['plimsoll.yaml:2:36 «tigt» style cannot be "tigt". Did you mean "tight"?'],
    ],
    [
      'a list with a wrong item',
      'rules:\n  most-layers: { options: { names: [a, 1] } }\n',
      ['plimsoll.yaml:2:36 «[a, 1]» names (item 2) must be a text.'],
    ],
    [
      'options of a rule without',
      'rules:\n  no-latest: { options: { a: 1 } }\n',
      ['plimsoll.yaml:2:27 «a» no-latest has no option "a". It has none.'],
    ],
    [
      'an environment nobody knows',
      'overrides:\n  - { files: [a], environments: [prodction], rules: {} }\n',
      ['plimsoll.yaml:2:34 «prodction» There is no environment "prodction". Did you mean "production"?'],
    ],
    [
      'a check with the id of a rule',
      `checks:${CHECK('no-latest')}`,
      ['plimsoll.yaml:2:3 «no-latest» There is a rule "no-latest" already; give the check another id.'],
    ],
  ])('of %s', async (_, text, expected) => {
    expect(await problemsOf({ 'plimsoll.yaml': text })).toEqual(expected)
  })

  it('of a cycle say the whole of it', async () => {
    expect(
      await problemsOf({
        'plimsoll.yaml': 'extends: [./a.yaml]\n',
        'a.yaml': 'extends: [./b.yaml]\n',
        'b.yaml': 'extends: [./a.yaml]\n',
      }),
    ).toEqual(['b.yaml:1:11 «./a.yaml» Policies extend each other: a.yaml → b.yaml → a.yaml.'])
    expect(await problemsOf({ 'plimsoll.yaml': 'extends: [./plimsoll.yaml]\n' })).toEqual([
      'plimsoll.yaml:1:11 «./plimsoll.yaml» Policies extend each other: plimsoll.yaml → plimsoll.yaml.',
    ])
  })

  it('of an extended policy stand in that policy, once', async () => {
    const texts = {
      'plimsoll.yaml': 'extends: [./a.yaml, ./b.yaml]\n',
      'a.yaml': 'extends: [./b.yaml]\n',
      'b.yaml': 'ruls: {}\nrules: { nope: off }\n',
    }
    expect(await problemsOf(texts)).toEqual([
      'b.yaml:1:1 «ruls» Unknown key "ruls". Did you mean "rules"?',
      'b.yaml:2:10 «nope» There is no rule "nope".',
    ])
  })

  it('end where policies extend each other without end', async () => {
    const files: Record<string, string> = { 'plimsoll.yaml': 'extends: [./p0.yaml, ./p0.yaml]' }
    for (let i = 0; i < 40; i++) files[`p${i}.yaml`] = `extends: [./p${i + 1}.yaml, ./p${i + 1}.yaml]`
    files['p40.yaml'] = ''
    expect((await problemsOf(files)).some((text) => text.includes('More than 100 policies'))).toBe(true)
  })
})

describe('checks of policies', () => {
  it('are on at their own severity where their policy is extended', async () => {
    const { resolved, problems } = await resolve({
      'plimsoll.yaml': `rules: { require-b: off }\nextends: [./a.yaml]\nchecks:${CHECK('require-own', 'error')}`,
      'a.yaml': `checks:${CHECK('require-a', 'info')}${CHECK('require-b')}`,
    })
    expect(problems).toEqual([])
    expect(resolved.checks.map(({ id }) => [id, resolved.severityOf(id, 'x').severity])).toEqual([
      ['require-a', 'info'],
      ['require-b', 'off'],
      ['require-own', 'error'],
    ])
  })

  it('of presets nobody extends can be named, and are off otherwise', async () => {
    const presets = { 'plimsoll:strict': `checks:${CHECK('require-x', 'error')}${CHECK('require-y')}` }
    const { resolved, problems } = await resolve({ ...presets, 'plimsoll.yaml': 'rules: { require-x: on }' })
    expect(problems).toEqual([])
    expect(['require-x', 'require-y'].map((id) => resolved.severityOf(id, 'a').severity)).toEqual([
      'error',
      'off',
    ])
  })

  it('leave other presets unread where no name asks for them', async () => {
    const sources = sourcesOf({ 'plimsoll:strict': `checks:${CHECK('require-x')}` })
    await resolvePolicy({
      policy: { path: 'p.yaml', text: 'rules: { no-latest: on }' },
      rules: RULES,
      sources,
    })
    expect(sources.reads).toEqual(['plimsoll:recommended'])
  })

  it('and all rules are on with plimsoll:all, which later settings change', async () => {
    const { resolved, problems } = await resolve({
      'plimsoll:strict': `checks:${CHECK('require-x', 'info')}`,
      'plimsoll.yaml': 'extends: ["plimsoll:all"]\nrules: { no-latest: off }',
    })
    expect(problems).toEqual([])
    expect(
      describePolicy(resolved, RULES).map(({ rule, severity, origin }) => [rule, severity, origin?.policy]),
    ).toEqual([
      ['most-layers', 'warning', 'plimsoll:all'],
      ['no-latest', 'off', 'plimsoll.yaml'],
      ['no-untagged', 'warning', 'plimsoll:all'],
      ['require-healthcheck', 'warning', 'plimsoll:all'],
      ['require-user', 'error', 'plimsoll:all'],
      ['require-x', 'info', 'plimsoll:all'],
    ])
  })

  it('of all presets are listed on their own', async () => {
    const sources = sourcesOf({
      'plimsoll:strict': `checks:${CHECK('require-x')}`,
      'plimsoll:style': `checks:${CHECK('require-z')}`,
    })
    const { rules, problems } = await shippedChecks(sources)
    expect([rules.map(({ id }) => id), problems]).toEqual([['require-x', 'require-z'], []])
  })
})

describe('everything else', () => {
  it('is joined: environments by field, variables by name, globs from the folder of their policy', async () => {
    const { resolved, problems, texts } = await resolve({
      'deploy/team.yaml': `
environments:
  production:
    hosts: [old.example]
    files: [.env.production, env/live/**]
    compose: [./compose.yaml]
    variables: { KEY: { secret: true }, OTHER: { required: true } }
ignore: ["*.bak"]
failOn: warning
`,
      'plimsoll.yaml': `
extends: [./deploy/team.yaml]
environments:
  production:
    hosts: [example.com]
    variables: { KEY: { required: true } }
ignore: [vendor/]
`,
    })
    expect(problems).toEqual([])
    expect(resolved.environments).toMatchObject([
      {
        name: 'production',
        hosts: ['example.com'],
        files: ['/deploy/**/.env.production', '/deploy/env/live/**'],
        compose: ['deploy/compose.yaml'],
        variables: [
          { name: 'KEY', secret: true, required: true },
          { name: 'OTHER', required: true },
        ],
      },
    ])
    expect(resolved.ignore).toEqual(['/deploy/**/*.bak', 'vendor/'])
    expect(resolved.failOn).toBe('warning')
    const origin = (address: string) => {
      const found = resolved.origins.get(address)
      return [found?.policy, texts.get(found!.span!.path)!.slice(found!.span!.start, found!.span!.end)]
    }
    expect(origin('failOn')).toEqual(['deploy/team.yaml', 'warning'])
    expect(origin('ignore[1]')).toEqual(['plimsoll.yaml', 'vendor/'])
    expect(origin('environments.production.hosts')).toEqual(['plimsoll.yaml', 'hosts: [example.com]'])
    expect(origin('environments.production.variables.OTHER')).toEqual([
      'deploy/team.yaml',
      'OTHER: { required: true }',
    ])
  })
})
