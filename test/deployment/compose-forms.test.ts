import { describe, expect, test } from 'vitest'
import { readCommand, shellWords } from '../../src/deployment/compose/command.ts'
import { durationOf } from '../../src/deployment/compose/durations.ts'
import { readHealthcheck } from '../../src/deployment/compose/healthcheck.ts'
import { readMount } from '../../src/deployment/compose/mounts.ts'
import { expandPort, portKey, readPort } from '../../src/deployment/compose/ports.ts'
import { sizeOf } from '../../src/deployment/compose/sizes.ts'
import { TracedText } from '../../src/span.ts'
import { yamlNode } from './compose-texts.ts'

describe('ports', () => {
  test.each([
    ['80', '0.0.0.0::80/tcp'],
    ['"8080:80"', '0.0.0.0:8080:80/tcp'],
    ['"127.0.0.1:8080:80/udp"', '127.0.0.1:8080:80/udp'],
    ['"127.0.0.1::80"', '127.0.0.1::80/tcp'],
    ['"[::1]:8080:80"', '::1:8080:80/tcp'],
    ['"8000-8002:80-82"', '0.0.0.0:8000-8002:80-82/tcp'],
    ['"8000-8002:80"', '0.0.0.0:8000-8002:80/tcp'],
    ['{target: 80, published: 8080, protocol: udp, host_ip: 10.0.0.1}', '10.0.0.1:8080:80/udp'],
    ['{target: 80, published: "8000-8010"}', '0.0.0.0:8000-8010:80/tcp'],
  ])('%s', (text, key) => {
    const { ports, problems } = readPort(yamlNode(text))
    expect(problems).toEqual([])
    expect(ports.map(portKey)).toEqual([key])
  })

  test.each([
    '"a:80"',
    '"8080:"',
    '"80:80/x"',
    '"70000"',
    '"0"',
    '"1.2.3:80:80"',
    '""',
    '{published: 80}',
    '{target: 80, host_ip: nowhere}',
  ])('%s is no port', (text) => {
    const { ports, problems } = readPort(yamlNode(text))
    expect(ports).toEqual([])
    expect(problems).toHaveLength(1)
  })

  test('ranges that differ in length are wrong, and known', () => {
    const { ports, problems } = readPort(yamlNode('"8000-8002:80-81"'))
    expect(ports.map(portKey)).toEqual(['0.0.0.0:8000-8002:80-81/tcp'])
    expect(problems).toHaveLength(1)
  })

  test('parts point to where they are written', () => {
    const text = '"127.0.0.1:8080:80"'
    const port = readPort(yamlNode(text)).ports[0]!
    const at = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end)
    expect([at(port.hostIp?.span), at(port.publishedSpan), at(port.targetSpan), port.form]).toEqual([
      '127.0.0.1',
      '8080',
      '80',
      'short',
    ])
  })

  test('a range becomes single ports in pairs', () => {
    const port = readPort(yamlNode('"8000-8001:80-81"')).ports[0]!
    expect(expandPort(port).map(portKey)).toEqual(['0.0.0.0:8000:80/tcp', '0.0.0.0:8001:81/tcp'])
  })
})

describe('mounts', () => {
  const read = (text: string) => {
    const { mount, problems } = readMount(yamlNode(text))
    if (!mount) return problems.map((one) => one.message)
    return [mount.type, mount.source?.value, mount.target?.value, mount.readOnly]
  }

  test.each([
    ['/data', ['volume', undefined, '/data', false]],
    ['name:/data', ['volume', 'name', '/data', false]],
    ['./a:/data:ro', ['bind', './a', '/data', true]],
    ['~/a:/data', ['bind', '~/a', '/data', false]],
    ['C:\\a:/data', ['bind', 'C:\\a', '/data', false]],
    ['C:\\a:D:\\b:ro', ['bind', 'C:\\a', 'D:\\b', true]],
    ['{type: bind, source: ., target: /x, read_only: true}', ['bind', '.', '/x', true]],
    ['{type: tmpfs, target: /x}', ['tmpfs', undefined, '/x', false]],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('options', () => {
    const mount = readMount(yamlNode('./a:/b:rw,z,rshared')).mount!
    expect([mount.selinux, mount.propagation?.value, mount.createsHostPath]).toEqual(['z', 'rshared', true])
    expect(mount.propagation?.span).toEqual({ path: 'compose.yaml', start: 12, end: 19 })
    const tmpfs = readMount(yamlNode('{type: tmpfs, target: /x, tmpfs: {size: 64m, mode: 01777}}')).mount!
    expect([tmpfs.size, tmpfs.mode]).toEqual([67_108_864, 0o1777])
  })

  test.each(['name::/data', '/a:/b:ro:x', '{type: bind, target: /x}'])('%s is wrong', (text) => {
    expect(readMount(yamlNode(text)).problems).toHaveLength(1)
  })
})

describe('commands', () => {
  const words = (text: string) => {
    const split = shellWords(TracedText.verbatim(text, { path: 'a', start: 0, end: text.length }))
    return split.words.map((word) => word.value)
  }

  test.each([
    ['a b  c', ['a', 'b', 'c']],
    ['sh -c "a b"', ['sh', '-c', 'a b']],
    ["a 'b \\ c' d\\ e", ['a', 'b \\ c', 'd e']],
    ['a "b \\" c" \'\'', ['a', 'b " c', '']],
    ['echo $HOME `x y`', ['echo', '$HOME', '`x y`']],
    ['a=b"c d"e', ['a=bc de']],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  test('what follows a shell operator is dropped, which is worth knowing', () => {
    const command = readCommand(yamlNode('a b && c'))!
    expect(command.words.map((word) => word.value)).toEqual(['a', 'b'])
    expect(command.dropped).toEqual({ path: 'compose.yaml', start: 4, end: 8 })
  })

  test('an open quote and a parenthesis are refused', () => {
    expect(readCommand(yamlNode('a "b'))?.problem?.message).toContain('quote')
    expect(readCommand(yamlNode('a (b)'))?.problem?.message).toContain('parenthesis')
  })

  test('words point to where they are written', () => {
    expect(readCommand(yamlNode('a "b c" d'))?.words[1]?.span).toEqual({
      path: 'compose.yaml',
      start: 2,
      end: 7,
    })
  })
})

test('healthchecks', () => {
  expect(readHealthcheck(yamlNode('{test: curl x, interval: 1m30s}'))).toMatchObject({
    state: 'present',
    form: 'shell',
    interval: { value: 90_000 },
  })
  expect(readHealthcheck(yamlNode('{test: [CMD, a, b]}'))?.test.map((word) => word.value)).toEqual(['a', 'b'])
  expect(readHealthcheck(yamlNode('{test: [NONE]}'))?.state).toBe('disabled')
  expect(readHealthcheck(yamlNode('{disable: true}'))?.state).toBe('disabled')
  expect(readHealthcheck(yamlNode('{interval: 1s}'))?.state).toBe('inherited')
  expect(readHealthcheck(yamlNode('{test: [curl, x]}'))?.badStart?.value).toBe('curl')
})

test('sizes are bytes', () => {
  const sizes = ['512m', '1.5g', '64KiB', '10kb', '7', '2t', '-1', 'x', '1x', '']
  expect(sizes.map(sizeOf)).toEqual([
    536_870_912,
    1_610_612_736,
    65_536,
    10_240,
    7,
    2_199_023_255_552,
    -1,
    undefined,
    undefined,
    undefined,
  ])
})

test('durations are milliseconds', () => {
  const durations = ['10s', '1m30s', '1.5h', '100ms', '0', '2d', '10', 's', '']
  expect(durations.map(durationOf)).toEqual([
    10_000,
    90_000,
    5_400_000,
    100,
    0,
    172_800_000,
    undefined,
    undefined,
    undefined,
  ])
})
