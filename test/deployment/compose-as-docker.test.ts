import { describe, expect, test } from 'vitest'
import { loadCompose } from '../../src/load-compose.ts'
import { services, type Texts } from './compose-texts.ts'

type Plain = Record<string, unknown>

/** What `docker compose config` prints of the service `web`. */
async function web(files: Texts, options: object = {}): Promise<Plain> {
  const { project, problems } = await loadCompose({ files, ...options })
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return (project.services as Record<string, Plain>).web!
}

async function refusals(files: Texts, options: object = {}): Promise<string[]> {
  const composeFiles = Object.keys(files).filter((path) => /^compose\d*\.yaml$/.test(path))
  const { problems } = await loadCompose({ files, composeFiles, ...options })
  return problems.filter(({ severity }) => severity === 'error').map(({ about }) => about)
}

const overridden = (...bodies: string[]) => {
  const files = services(...bodies.map((body, index) => (index === 0 ? `image: a\n${body}` : body)))
  return web(files, { composeFiles: Object.keys(files) })
}

describe('plain scalars are what go-yaml takes them for', () => {
  test.each([
    ['1_000', '1000'],
    ['0x_1F', '31'],
    ['0b11', '3'],
    ['0_7', '7'],
    ['-1_0.5', '-10.5'],
    ['1_', '1'],
    ['-0', '-0'],
    ['1e3', '1000'],
    ['1e6', '1e+06'],
    ['1234567.5', '1.2345675e+06'],
    ['1e-5', '1e-05'],
    ['123456.5', '123456.5'],
    ['18446744073709551615', '18446744073709551615'],
    ['18446744073709551616', '1.8446744073709552e+19'],
    ['2024-01-01', '2024-01-01 00:00:00 +0000 UTC'],
    ['2024-1-2 10:00:00', '2024-01-02 10:00:00 +0000 UTC'],
    ['2024-01-01T10:00:00.50+02:00', '2024-01-01 10:00:00.5 +0200 +0200'],
    ['2024-13-01', '2024-13-01'],
    ['2024-02-30', '2024-02-30'],
    ['"1_000"', '1_000'],
    ['!!str 1_000', '1_000'],
    ['${DATE}', '2024-01-01'],
    ['1.2.3', '1.2.3'],
    ['12:30', '12:30'],
  ])('%s is %s', async (text, wanted) => {
    const files = services(`image: a\nenvironment:\n  X: ${text}`)
    expect(await web(files, { env: { DATE: '2024-01-01' } })).toMatchObject({ environment: { X: wanted } })
  })
})

describe('merging', () => {
  test('an item that is there already is not there twice', async () => {
    const body = 'security_opt: [a:b]\npost_start: [{command: x}]\nexternal_links: [c]'
    expect(await overridden(body, body)).toMatchObject({
      security_opt: ['a:b'],
      post_start: [{ command: ['x'] }],
      external_links: ['c'],
    })
  })

  test('no command takes the place of a command, no other null of anything', async () => {
    const over = 'command:\nentrypoint: null\nuser:\nlabels:'
    const merged = await overridden('command: x\nentrypoint: y\nuser: z\nlabels: [a=b]', over)
    expect(merged).toMatchObject({ command: null, entrypoint: null, user: 'z', labels: { a: 'b' } })
  })

  test('what one file mounts in one place is settled before the next file', async () => {
    const files = {
      'base.yaml': 'services: {b: {image: a, volumes: ["vol:/a", "./a:/a"]}}',
      'compose.yaml':
        'services: {web: {extends: {file: base.yaml, service: b}, volumes: [{type: tmpfs, target: /a}]}}',
      'compose1.yaml': 'services: {web: {extends: {file: base.yaml, service: b}}}',
    }
    const loaded = await web(files, { composeFiles: ['compose.yaml', 'compose1.yaml'] })
    expect(loaded.volumes).toMatchObject([{ type: 'bind', source: 'a', target: '/a' }])
  })
})

describe('values', () => {
  test('mount targets are cleaned', async () => {
    const loaded = await web(services('image: a\nvolumes: ["./a:/b/", {type: tmpfs, target: /c/../d}, "/"]'))
    expect(loaded.volumes).toMatchObject([{ target: '/b' }, { target: '/d' }, { target: '/' }])
    expect(await refusals(services('image: a\nvolumes: ["./a:/bb/", "./c:/bb/."]'))).toEqual([
      'duplicate-mount-target',
    ])
  })

  test('a name without a value takes away what an env file gives it; build arguments without one go', async () => {
    const files = {
      ...services('image: a\nbuild: {context: ., args: [A, HOME]}\nenv_file: x.env\nenvironment: [A, B=1]'),
      'x.env': 'A=file\nC=${B}${D:-}\nB=weak\n',
    }
    const loaded = await web(files, { env: { HOME: '/h' } })
    expect(loaded.environment).toEqual({ A: null, B: '1', C: '1' })
    expect(loaded.build).toMatchObject({ args: { HOME: '/h' } })
    expect(Object.keys((loaded.build as { args: object }).args)).toEqual(['HOME'])
  })

  test('a label file sees its own labels alone', async () => {
    const files = { ...services('image: a\nlabel_file: x.labels'), 'x.labels': 'a=1\nb=${a}${HOME:-none}\n' }
    expect((await web(files, { env: { HOME: '/h' } })).labels).toEqual({ a: '1', b: '1none' })
  })

  test('scale goes before deploy.replicas, options of a provider are lists, provenance is a text', async () => {
    expect(await web(services('image: a\nscale: 2\ndeploy: {mode: replicated}'))).toMatchObject({
      deploy: { replicas: 2 },
    })
    const provider = await web(services('provider: {type: x, options: {a: 1, b: [c]}}'))
    expect(provider.provider).toMatchObject({ options: { a: ['1'], b: ['c'] } })
    const built = await web(services('build: {context: ., provenance: true, secrets: [s]}'), {
      checkReferences: false,
    })
    expect(built.build).toMatchObject({ provenance: 'true', secrets: [{ source: 's' }] })
  })

  test('a build of an included file that names no context builds its own folder', async () => {
    const files = {
      'compose.yaml': 'include: [sub/compose.yaml]\n',
      'sub/compose.yaml': 'services: {web: {build: {dockerfile_inline: FROM a}}}',
    }
    expect((await web(files)).build).toMatchObject({ context: 'sub' })
  })

  test('$(…) is a part of a word', async () => {
    expect((await web(services("image: a\ncommand: 'a $$(b c)d `e f`'"))).command).toEqual([
      'a',
      '$(b c)d',
      '`e f`',
    ])
  })

  test('the folder of the root names a project that nothing names', async () => {
    const { project } = await loadCompose({ files: services('image: a'), rootName: '_My Shop' })
    expect(project).toMatchObject({ name: 'myshop', networks: { default: { name: 'myshop_default' } } })
  })
})

describe('refused', () => {
  const one = (body: string) => refusals(services(`image: a\n${body}`))

  test.each([
    'cpus: x',
    'privileged: maybe',
    'privileged: "1"',
    'scale: two',
    'healthcheck: {retries: x}',
    'healthcheck: {retries: -1}',
    'healthcheck: {interval: ""}',
    'deploy: {resources: {limits: {cpus: half}}}',
    'ulimits: {nofile: many}',
    'shm_size: -5m',
    'mem_swappiness: x',
    'command: "a \\\\"',
    'extra_hosts: [a]',
    'devices: ["a:b:c:d"]',
  ])('%s', async (body) => {
    expect(await one(body)).toEqual(['value-syntax'])
  })

  test.each([
    ['container_name: a b', 'schema'],
    ['post_start: [{user: a}]', 'schema'],
    ['cpu_percent: 1.5', 'schema'],
    ['volumes: [{type: bind, source: ./a}]', 'mount-syntax'],
    ['ports: [" 80:80"]', 'port-syntax'],
    ['ports: [{target: "80-81"}]', 'value-syntax'],
    ['cpus: 1\ndeploy: {resources: {limits: {memory: 1g}}}', 'conflicting-limits'],
    ['environment: {A: "${B:-two\\nlines}"}', 'interpolation'],
  ])('%j', async (body, about) => {
    expect(await one(body)).toEqual([about])
  })

  test.each([
    'mem_limit: 1g\ndeploy: {resources: {limits: {memory: 1g}}}',
    'memswap_limit: "-1"',
    'cpus: "${UNSET}"',
    'umask: 0o22',
    'ulimits: {RTPRIO: 1}',
    'blkio_config: {weight_device: [{path: /dev/a}]}',
    'networks: {default: {use_service_name_alias: true}}',
    'pre_start: [{image: b, command: x, per_replica: true}]',
  ])('%j is not', async (body) => {
    expect(await one(body)).toEqual([])
  })

  test('what the first of two files has wrong, though both together have it right', async () => {
    const files = services('image: a\nenvironment: {A: [1]}', 'environment: {A: 1}')
    expect(await refusals(files)).toEqual(['schema'])
  })

  test('a secret that is not external and comes from nowhere, a config of no source', async () => {
    const text = 'services: {web: {image: a}}\nsecrets: {s: {external: false}}\n'
    expect(await refusals({ 'compose.yaml': text })).toEqual(['secret-source'])
    expect(await one('configs: [{target: /a}]')).toEqual(['undefined-config'])
  })

  test('an empty document beside another', async () => {
    expect(await refusals({ 'compose.yaml': 'services: {web: {image: a}}\n---\n' })).toEqual(['top-level'])
    expect(await refusals({ 'compose.yaml': '---\nservices: {web: {image: a}}\n' })).toEqual([])
  })

  test('env files and label files that cannot be read', async () => {
    const wrong = async (body: string, path: string, text: string) =>
      refusals({ ...services(`image: a\n${body}`), [path]: text })
    expect(await wrong('', '.env', 'bad key=1\n')).toEqual(['env-file-syntax'])
    expect(await wrong('env_file: x.env', 'x.env', 'A=${B:?why}\n')).toEqual(['env-file-syntax'])
    expect(await wrong('label_file: x', 'x', 'A="open\n')).toEqual(['env-file-syntax'])
    const included = { 'compose.yaml': 'include: [s/c.yaml]', 's/c.yaml': 'services: {a: {image: b}}' }
    expect(await refusals({ ...included, 's/.env': 'A=${\n' })).toEqual(['env-file-syntax'])
  })

  test('jobs need a trigger', async () => {
    const jobs = (job: string) => refusals({ 'compose.yaml': `services: {a: {image: b}}\njobs: {j: ${job}}` })
    expect(await jobs('{image: a, triggers: {manual: true}}')).toEqual([])
    expect(await jobs('{image: a}')).toEqual(['schema'])
  })

  test('a service whose pid is shared need not be active where depends_on says so', async () => {
    const text = (how: string) =>
      `services: {a: {image: a, ${how}, depends_on: {b: {condition: service_started, required: false}}}, b: {image: b, profiles: [p]}}`
    expect(await refusals({ 'compose.yaml': text('pid: "service:b"') })).toEqual([])
    expect(await refusals({ 'compose.yaml': text('network_mode: "service:b"') })).toEqual([
      'disabled-dependency',
    ])
  })
})
