import { describe, expect, test } from 'vitest'
import { loadCompose } from '../../src/load-compose.ts'
import { foundIn, services, written } from './compose-texts.ts'

const compose = (text: string) => foundIn({ 'compose.yaml': text })

describe('the schema', () => {
  test.each([
    ['a service that is no mapping', 'services: {web: a}'],
    ['a list where a mapping must be', 'services: [a]'],
    ['a value of another type', 'services: {web: {image: [a]}}'],
    ['a variable that is a list', 'services: {web: {image: a, environment: {A: [b]}}}'],
    ['an enum', 'services: {web: {image: a, depends_on: {b: {condition: x}}}, b: {image: b}}'],
    ['a volume without a type', 'services: {web: {image: a, volumes: [{target: /a}]}}'],
    [
      'a negative size',
      'services: {web: {image: a, volumes: [{type: tmpfs, target: /a, tmpfs: {size: -1}}]}}',
    ],
    ['a key that is no string', 'services: {web: {image: a, environment: {1: a}}}'],
  ])('%s is wrong', async (_, text) => {
    expect(await compose(text)).toContain('schema')
  })

  test.each([
    ['of a service', 'services: {web: {image: a, imagee: b}}'],
    ['of the top level', 'services: {}\nservice: {}'],
    ['for services at the top, as long ago', 'web: {image: a}'],
  ])('an unknown key %s is wrong', async (_, text) => {
    expect(await compose(text)).toContain('unknown-key')
  })

  test('an extension is fine at every level', async () => {
    const text =
      'x-a: 1\nservices: {web: {image: a, x-b: {c: d}, build: {context: ., x-c: 1}}, x-foo: {image: b}}'
    expect(await compose(text)).toEqual([])
  })

  test('an error points to the key in its file', async () => {
    const files = services('image: a', 'imagee: b')
    const { problems } = await loadCompose({ files, composeFiles: ['compose.yaml', 'compose1.yaml'] })
    expect(problems.map((one) => written(files, one.at))).toEqual(['compose1.yaml: imagee'])
  })

  test('a value that is not known fits everywhere', async () => {
    expect(await compose('services: {web: {image: a, ports: [{target: "${PORT}"}], scale: "${N}"}}')).toEqual(
      [],
    )
  })

  test('keys of late date are known', async () => {
    const body = [
      'image: a',
      'develop: {watch: [{action: sync+exec, path: ., target: /a, exec: {command: x}, initial_sync: true}]}',
      'gpus: all',
      'use_api_socket: true',
      'post_start: [{command: a}]',
      'pre_stop: [{command: [a], user: root}]',
      'pull_policy: every_12h',
      'pull_refresh_after: 1d',
      'label_file: []',
      'attach: false',
      'annotations: {a: b}',
      'networks: {default: {interface_name: eth0, gw_priority: 1}}',
      'models: {m: {endpoint_var: A, model_var: B}}',
      'volumes: [{type: image, source: a, target: /a, image: {subpath: x}}]',
    ].join('\n')
    const text = `${services(body)['compose.yaml']}models: {m: {model: ai/x}}\nnetworks: {default: {enable_ipv4: false}}\n`
    expect(await compose(text)).toEqual([])
  })
})

describe('references', () => {
  const web = (body: string, rest = '') => compose(`services:\n  web: {image: a, ${body}}\n${rest}`)

  test.each([
    ['undefined-network', 'networks: [n]'],
    ['undefined-volume', 'volumes: ["nn:/a1"]'],
    ['undefined-volume', 'volumes: [{type: volume, source: nn, target: /a1}]'],
    ['undefined-secret', 'secrets: [s]'],
    ['undefined-config', 'configs: [{source: c}]'],
    ['undefined-model', 'models: [m]'],
    ['undefined-build-secret', 'build: {context: ., secrets: [s]}'],
    ['undefined-dependency', 'depends_on: [b]'],
    ['undefined-dependency', 'links: ["b:c"]'],
    ['undefined-dependency', 'network_mode: "service:b"'],
    ['undefined-dependency', 'volumes_from: ["b:ro"]'],
    ['undefined-dependency', 'build: {context: ., additional_contexts: {x: "service:b"}}'],
    ['dependency-cycle', 'depends_on: [web]'],
    ['healthcheck-test', 'healthcheck: {test: [curl, x]}'],
    ['duplicate-mount-target', 'tmpfs: [/a], volumes: ["./x:/a"]'],
    ['container-name-scale', 'container_name: app, scale: 2'],
    ['conflicting-limits', 'scale: 2, deploy: {replicas: 3}'],
    ['conflicting-limits', 'mem_limit: 1g, deploy: {resources: {limits: {memory: 512M}}}'],
    ['conflicting-limits', 'deploy: {replicas: -1}'],
    ['dockerfile-conflict', 'build: {context: ., dockerfile: a, dockerfile_inline: b}'],
    ['platform-not-built', 'platform: linux/arm64, build: {context: ., platforms: [linux/amd64]}'],
    ['watch-target', 'develop: {watch: [{path: ., action: sync}]}'],
    ['port-syntax', 'ports: ["80:x"]'],
    ['value-syntax', 'stop_grace_period: soon'],
    ['device-request', 'gpus: [{count: 1, device_ids: [a], capabilities: [gpu]}]'],
    ['env-file-missing', 'env_file: none.env'],
  ])('%s: %s', async (about, body) => {
    expect(await web(body)).toEqual([about])
  })

  test.each([
    ['volumes: ["./a:/b", "/c"]', ''],
    ['volumes: ["n1:/a"]', 'volumes: {n1: }'],
    ['networks: [default]', ''],
    ['network_mode: host', ''],
    ['depends_on: {b: {condition: service_started, required: false}}', '  b: {image: b, profiles: [x]}'],
    ['volumes_from: ["container:b"]', ''],
    ['env_file: [{path: none.env, required: false}]', ''],
    ['env_file: ["../out.env", "/etc/a.env"]', ''],
    ['mem_limit: 512m, deploy: {resources: {limits: {memory: 0.5g}}}', ''],
    ['volumes: ["${NAME}:/a"]', ''],
  ])('%s is fine', async (body, rest) => {
    expect(await web(body, rest)).toEqual([])
  })

  test('network_mode and networks', async () => {
    expect(await web('network_mode: host, networks: [n]', 'networks: {n: }')).toEqual([
      'network-mode-conflict',
    ])
  })

  test('a circle of three and a name used twice', async () => {
    const service = (name: string, on: string) => `  ${name}: {image: a, depends_on: [${on}]}\n`
    const circle = `services:\n${service('a', 'b')}${service('b', 'c')}${service('c', 'a')}`
    expect(await compose(circle)).toEqual(['dependency-cycle'])
    const twice = 'services: {a: {image: a, container_name: app}, b: {image: a, container_name: app}}'
    expect(await compose(twice)).toEqual(['duplicate-container-name'])
  })

  test('neither image nor build, and the other kinds of service', async () => {
    expect(await compose('services: {web: {user: x}}')).toEqual(['no-image-or-build'])
    expect(await compose('services: {web: {provider: {type: x}}, api: {build: .}}')).toEqual([])
  })

  test('a service of an inactive profile counts only where it is active', async () => {
    const files = {
      'compose.yaml': 'services: {a: {image: a, depends_on: [b]}, b: {image: b, profiles: [p]}}',
    }
    expect(await foundIn(files)).toEqual(['disabled-dependency'])
    expect(await foundIn(files, { profiles: ['p'] })).toEqual([])
    expect(await foundIn(files, { profiles: ['*'] })).toEqual([])
    expect(await foundIn(files, { env: { COMPOSE_PROFILES: 'p' } })).toEqual([])
    expect(await foundIn(files, { services: ['a'] })).toEqual([])
  })

  test('secrets, configs and external volumes', async () => {
    const base = 'services: {web: {image: a}}\n'
    expect(await compose(`${base}secrets: {s: {file: a, environment: B}}`)).toEqual(['secret-source'])
    expect(await compose(`${base}configs: {s: {name: a}}`)).toEqual(['config-source'])
    expect(await compose(`${base}volumes: {v: {external: true, driver: x}}`)).toEqual(['external-conflict'])
    expect(await compose(`${base}volumes: {v: {external: {name: a}, name: b}}`)).toEqual([
      'external-conflict',
    ])
    expect(await compose(`${base}volumes: {v: {external: true, name: b, x-a: 1}}`)).toEqual([])
  })

  test('an empty file and one that is no mapping', async () => {
    expect(await compose('# nothing\n')).toEqual(['top-level'])
    expect(await compose('hello')).toEqual(['top-level'])
  })
})

describe('the loaded project', () => {
  const load = async (text: string, more: object = {}) =>
    (await loadCompose({ files: { 'compose.yaml': text }, ...more })).project as never as {
      services: Record<string, Record<string, unknown>>
      networks: Record<string, unknown>
      volumes: Record<string, unknown>
    }

  test('short forms are written out', async () => {
    const { services: loaded } = await load(
      'services: {web: {image: a, command: a "b c", ports: ["80-81:80-81"], mem_limit: 1k, secrets: [s], healthcheck: {test: x}}}\nsecrets: {s: {file: x}}',
    )
    expect(loaded.web).toMatchObject({
      command: ['a', 'b c'],
      ports: [
        { target: 80, published: '80', protocol: 'tcp', mode: 'ingress' },
        { target: 81, published: '81', protocol: 'tcp', mode: 'ingress' },
      ],
      mem_limit: 1024,
      secrets: [{ source: 's', target: '/run/secrets/s' }],
      healthcheck: { test: ['CMD-SHELL', 'x'] },
      networks: { default: null },
    })
  })

  test('env files stand under environment, the shell fills bare names', async () => {
    const { project } = await loadCompose({
      files: {
        'compose.yaml':
          'services: {web: {image: a, env_file: [a.env, {path: b.env, format: raw}], environment: [B=own, BARE, NONE]}}',
        'a.env': 'A=${SHELL_ONE}-x\nB=weak\n',
        'b.env': 'C="raw"\n',
        '.env': 'BARE=dotenv\n',
      },
      env: { SHELL_ONE: 'shell' },
    })
    expect(project).toMatchObject({
      services: { web: { environment: { A: 'shell-x', B: 'own', C: '"raw"', BARE: 'dotenv', NONE: null } } },
    })
  })

  test('numbers become the strings that Compose makes of them', async () => {
    const { services: loaded } = await load(
      'services: {web: {image: a, environment: {A: 010, B: 1.10, C: 0x1F, D: true, E: 12345678901234567890}}}',
    )
    expect(loaded.web!.environment).toEqual({
      A: '8',
      B: '1.1',
      C: '31',
      D: 'true',
      E: '12345678901234567890',
    })
  })

  test('resources get names', async () => {
    const loaded = await load('name: app\nservices: {web: {image: a}}\nvolumes: {v: , e: {external: true}}')
    expect(loaded.volumes).toMatchObject({ v: { name: 'app_v' }, e: { name: 'e' } })
    expect(loaded.networks).toMatchObject({ default: { name: 'app_default' } })
  })

  test('what links and namespaces imply is a dependency', async () => {
    const { services: loaded } = await load(
      'services: {web: {image: a, links: [b], ipc: "service:c", volumes_from: [d]}, b: {image: a}, c: {image: a}, d: {image: a}}',
    )
    expect(loaded.web!.depends_on).toEqual({
      b: { condition: 'service_started', restart: true, required: true },
      c: { condition: 'service_started', restart: true, required: true },
      d: { condition: 'service_started', restart: false, required: true },
    })
  })
})
