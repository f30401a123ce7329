import { describe, expect, test } from 'vitest'
import { errorsOf, modelOf, plainWeb, services, writtenAt } from './compose-texts.ts'

const merged = (...bodies: string[]) => plainWeb(modelOf(services(...bodies)))

describe('what a later file does to an earlier one', () => {
  test('mappings merge, scalars replace, lists append', () => {
    expect(merged('image: a\nuser: x\nsecurity_opt: [a]', 'image: b\nsecurity_opt: [b]')).toEqual({
      image: 'b',
      user: 'x',
      security_opt: ['a', 'b'],
    })
  })

  test('commands and the test of a healthcheck are replaced', () => {
    const base = 'command: [a]\nentrypoint: [b]\nhealthcheck: {test: [CMD, a], interval: 1s}'
    const over = 'command: c\nentrypoint: [d]\nhealthcheck: {test: [CMD, b]}'
    expect(merged(base, over)).toEqual({
      command: 'c',
      entrypoint: ['d'],
      healthcheck: { test: ['CMD', 'b'], interval: '1s' },
    })
  })

  test('named values hold each name once, in whatever form they are written', () => {
    expect(merged('environment: {A: 1, B: }', 'environment: [A=2, C]').environment).toEqual(['A=2', 'B', 'C'])
    expect(merged('labels: [a=1]', 'labels: {a: 2}').labels).toEqual(['a=2'])
    expect(merged('sysctls: {a: 1}', 'sysctls: {a: 3}').sysctls).toEqual(['a=3'])
    expect(merged('environment: [A=1, A=2]').environment).toEqual(['A=2'])
  })

  test('options of logging merge only while the driver is the same', () => {
    const base = 'logging: {driver: a, options: {x: 1}}'
    expect(merged(base, 'logging: {options: {y: 2}}').logging).toEqual({
      driver: 'a',
      options: { x: 1, y: 2 },
    })
    expect(merged(base, 'logging: {driver: b, options: {y: 2}}').logging).toEqual({
      driver: 'b',
      options: { y: 2 },
    })
  })

  test('short forms of build, networks and depends_on merge as mappings', () => {
    expect(merged('build: ./a', 'build: {target: t}').build).toEqual({ context: './a', target: 't' })
    expect(merged('networks: [a]', 'networks: {b: {aliases: [x]}}').networks).toEqual({
      a: null,
      b: { aliases: ['x'] },
    })
    expect(merged('depends_on: [a]', 'depends_on: {a: {condition: service_healthy}}').depends_on).toEqual({
      a: { condition: 'service_healthy', required: true },
    })
  })

  test('mounts, devices, secrets and ports have a key each', () => {
    expect(
      merged('volumes: [a1:/a, b1:/b]', 'volumes: [{type: bind, source: ./x, target: /a}]').volumes,
    ).toEqual([{ type: 'bind', source: './x', target: '/a' }, 'b1:/b'])
    expect(merged('devices: ["/dev/a:/dev/x"]', 'devices: ["/dev/b:/dev/x"]').devices).toEqual([
      '/dev/b:/dev/x',
    ])
    expect(merged('secrets: [a]', 'secrets: [{source: b, target: a}]').secrets).toEqual([
      { source: 'b', target: 'a' },
    ])
    expect(merged('ports: ["80:80"]', 'ports: [{target: 80, published: "80"}, "81:80"]').ports).toEqual([
      { target: 80, published: '80' },
      '81:80',
    ])
    expect(merged('env_file: a.env', 'env_file: [{path: a.env, required: false}, b.env]').env_file).toEqual([
      { path: 'a.env', required: false },
      'b.env',
    ])
  })

  test('a host keeps all its addresses', () => {
    expect(merged('extra_hosts: {a: 1.1.1.1}', 'extra_hosts: [a=2.2.2.2, a=1.1.1.1]').extra_hosts).toEqual([
      'a=1.1.1.1',
      'a=2.2.2.2',
    ])
  })

  test('limits replace or merge by their form', () => {
    expect(merged('ulimits: {nofile: 1, nproc: 2}', 'ulimits: {nofile: {soft: 1, hard: 2}}').ulimits).toEqual(
      {
        nofile: { soft: 1, hard: 2 },
        nproc: 2,
      },
    )
  })

  test('address pools of the same subnet become one', () => {
    const file = (config: string) => `networks:\n  n:\n    ipam:\n      config: [${config}]\n`
    const model = modelOf({
      'compose.yaml': file('{subnet: 10.0.0.0/8, gateway: 10.0.0.1}'),
      'over.yaml': file('{subnet: 10.0.0.0/8, gateway: 10.0.0.2}, {subnet: 11.0.0.0/8}'),
    })
    expect(JSON.stringify(model.merged.get('networks'), ['entries', 'value', 'items', 'text'])).toContain(
      '10.0.0.2',
    )
  })

  test('documents of one file follow each other', () => {
    const texts = {
      'compose.yaml': 'services: {web: {image: a, user: x}}\n---\nservices: {web: {image: b}}\n',
    }
    expect(plainWeb(modelOf(texts))).toEqual({ image: 'b', user: 'x' })
  })

  test('another kind of node is an error', () => {
    expect(errorsOf(modelOf(services('deploy: {mode: x}', 'deploy: [a]')))).toEqual(['merge'])
  })
})

describe('where a merged value comes from', () => {
  const texts = services('image: one\nenvironment:\n  A: first\n  B: "b"', 'environment:\n  - A=second')
  const model = modelOf(texts)

  test('each value points into the file that gave it', () => {
    expect(writtenAt(texts, model, ['services', 'web', 'image'])).toBe('compose.yaml: one')
    expect(writtenAt(texts, model, ['services', 'web', 'environment', 'A'])).toBe('compose1.yaml: second')
    expect(writtenAt(texts, model, ['services', 'web', 'environment', 'B'])).toBe('compose.yaml: b')
  })

  test('a service is where it is defined first, and what a later file sets is there', () => {
    const all = model.root.get('services')
    const entry = all?.kind === 'mapping' ? all.entry('web') : undefined
    expect(entry?.key.span.path).toBe('compose.yaml')
    const web = entry?.value.kind === 'mapping' ? entry.value : undefined
    expect(web?.entry('environment')?.key.span.path).toBe('compose1.yaml')
  })

  test('what it took the place of is known', () => {
    const environment = model.root.get('services')
    expect(environment?.kind).toBe('mapping')
    const web = environment?.kind === 'mapping' ? environment.get('web') : undefined
    const variables = web?.kind === 'mapping' ? web.get('environment') : undefined
    const node = variables?.kind === 'mapping' ? variables.get('A') : undefined
    const earlier = node && model.replaced(node)
    expect(earlier?.kind === 'scalar' && earlier.text).toBe('first')
    expect(earlier?.span.path).toBe('compose.yaml')
  })

  test('a replaced scalar is known, too', () => {
    const both = services('image: one', 'image: two')
    const merge = modelOf(both)
    const web = merge.root.get('services')
    const node = web?.kind === 'mapping' ? web.get('web') : undefined
    const image = node?.kind === 'mapping' ? node.get('image') : undefined
    const earlier = image && merge.replaced(image)
    expect(earlier?.kind === 'scalar' && earlier.text).toBe('one')
  })
})
