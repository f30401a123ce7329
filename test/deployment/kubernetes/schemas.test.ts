import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { RE2JS } from 're2js'
import { beforeAll, describe, expect, test } from 'vitest'
import { lifetimeOf } from '../../../src/deployment/kubernetes/schemas/api-lifetimes.ts'
import { type ApiData, BuiltInSchemas } from '../../../src/deployment/kubernetes/schemas/built-in.ts'
import { fitsFormat } from '../../../src/deployment/kubernetes/schemas/formats.ts'
import { readSchema } from '../../../src/deployment/kubernetes/schemas/json-schema.ts'
import {
  minorOf,
  SCHEMA_MINORS,
  schemaMinorFor,
} from '../../../src/deployment/kubernetes/schemas/kubernetes-version.ts'
import type { Schema } from '../../../src/deployment/kubernetes/schemas/schema.ts'
import { validate } from '../../../src/deployment/kubernetes/schemas/validate.ts'
import type { YamlNode } from '../../../src/documents/yaml/node.ts'
import { parseYaml } from '../../../src/documents/yaml/parse.ts'

const minors = new Map<number, ApiData>()
let api: BuiltInSchemas

beforeAll(() => {
  execFileSync(process.execPath, ['build/kubernetes-schemas.js'])
  for (const minor of SCHEMA_MINORS) {
    const path = `src/generated/kubernetes-1.${minor}.json`
    const data = JSON.parse(readFileSync(path, 'utf8')) as ApiData
    minors.set(data.minor, data)
  }
  api = new BuiltInSchemas(minors.get(36)!)
})

function rootOf(text: string): YamlNode {
  return parseYaml('manifest.yaml', text).roots[0]!.root!
}

/** What is wrong with a manifest, each with the text it points at. */
function problemsIn(text: string, schema: Schema = api.schemaOf(...nameOf(text))!): string[] {
  return validate(rootOf(text), schema, 'It').map(
    ({ at, message }) => `${text.slice(at.start, at.end)}: ${message}`,
  )
}

function nameOf(text: string): [string, string] {
  return [/apiVersion: (\S+)/.exec(text)![1]!, /kind: (\S+)/.exec(text)![1]!]
}

function pod(container: string, spec = ''): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n${spec}  containers:\n    - name: app\n${container}`
}

describe('what is generated', () => {
  test('there is a file for each minor, small enough to read in a moment', () => {
    expect([...minors.keys()]).toEqual([...SCHEMA_MINORS])
    for (const data of minors.values()) expect(JSON.stringify(data).length).toBeLessThan(200_000)
  })

  test('kinds have their groups, and namespaces where they live in one', () => {
    const { kinds } = minors.get(36)!
    expect(kinds['apps/v1/Deployment']).toEqual(['V1Deployment', 1])
    expect(kinds['rbac.authorization.k8s.io/v1/ClusterRole']).toEqual(['V1ClusterRole', 0])
    expect(kinds['policy/v1/Eviction']?.[0]).toBe('V1Eviction')
    expect(kinds['v1/Event']?.[0]).toBe('CoreV1Event')
    expect(kinds['events.k8s.io/v1/Event']?.[0]).toBe('EventsV1Event')
    expect(kinds['apps/v1/DeploymentList']?.[0]).toBe('V1DeploymentList')
    expect(kinds['flowcontrol.apiserver.k8s.io/v1beta3/FlowSchema']).toBeUndefined()
    expect(minors.get(30)!.kinds['flowcontrol.apiserver.k8s.io/v1beta3/FlowSchema']).toBeDefined()
    expect(minors.get(32)!.gone['flowcontrol.apiserver.k8s.io/v1beta3/FlowSchema']).toBe(30)
  })

  test('every type that is referred to is there, and every word of a table names a field', () => {
    for (const { types, kinds } of minors.values()) {
      const texts = Object.values(types).flatMap((fields) => Object.values(fields))
      for (const text of texts) {
        const name = /[A-Z]\w*$/.exec(text.split(':')[0]!)?.[0]
        if (name) expect(types[name], name).toBeDefined()
      }
      for (const [type] of Object.values(kinds)) expect(types[type], type).toBeDefined()
    }
  })

  test('the same API has the same fields in all of them', () => {
    for (const data of minors.values()) {
      const { fields, required } = new BuiltInSchemas(data)
        .schemaOf('apps/v1', 'Deployment')!
        .fields!.get('spec')!
      expect(fields!.get('replicas')).toMatchObject({ types: ['integer'] })
      expect(required).toEqual(['selector', 'template'])
    }
  })
})

describe('versions', () => {
  test('are read however they are written', () => {
    expect(['1.31', 'v1.31.2', '1.31.4-gke.100', '1.31.0+k3s1'].map(minorOf)).toEqual([31, 31, 31, 31])
    expect(['latest', '2.1', '', '1', 'master'].map(minorOf)).toEqual(Array(5).fill(undefined))
  })

  test('are judged by the next schemas that know every field of theirs', () => {
    expect([16, 30, 31, 36, 40].map(schemaMinorFor)).toEqual([30, 30, 32, 36, 36])
  })

  test('an API that is gone from a generated minor was removed by then by our table', () => {
    for (const [minor, { kinds }] of minors) {
      for (const id of Object.keys(kinds)) {
        const at = id.lastIndexOf('/')
        const removedIn = lifetimeOf(id.slice(0, at), id.slice(at + 1))?.removedIn
        if (removedIn !== undefined) expect(removedIn, id).toBeGreaterThan(minor)
      }
    }
  })

  test('what took the place of an API is one', () => {
    for (const [apiVersion, kind] of [
      ['batch/v1beta1', 'CronJob'],
      ['extensions/v1beta1', 'Ingress'],
      ['policy/v1beta1', 'PodDisruptionBudget'],
      ['autoscaling/v2beta2', 'HorizontalPodAutoscaler'],
      ['flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema'],
      ['storage.k8s.io/v1beta1', 'CSIStorageCapacity'],
    ] as const) {
      expect(api.schemaOf(lifetimeOf(apiVersion, kind)!.successor!, kind), kind).toBeDefined()
    }
  })
})

describe("Kubernetes' own kinds", () => {
  test('types, with the fix that is surely meant', () => {
    const text = pod(
      '      env: [{ name: A, value: 1 }, { name: B, value: off }, { name: C, value: 0x1F }]\n      ports: [{ containerPort: "80" }]\n      tty: "true"\n      command: run\n',
    )
    expect(problemsIn(text)).toEqual([
      '1: `spec.containers[0].env[0].value` is a number but must be a text: put it in quotes.',
      'off: `spec.containers[0].env[1].value` is `off`, which Kubernetes reads as a boolean, but must be a text: put it in quotes.',
      '0x1F: `spec.containers[0].env[2].value` is a number but must be a text: put it in quotes.',
      '"80": `spec.containers[0].ports[0].containerPort` is a text but must be a whole number: write it without quotes.',
      '"true": `spec.containers[0].tty` is a text but must be true or false: write it without quotes.',
      'run: `spec.containers[0].command` is a text but must be a list.',
    ])
    const instead = validate(rootOf(text), api.schemaOf('v1', 'Pod')!, 'It').map((each) => each.instead)
    expect(instead).toEqual(['"1"', '"off"', '"0x1F"', '80', 'true', undefined])
  })

  test('numbers or texts, quantities, times, null', () => {
    expect(
      problemsIn(
        pod(
          '      resources: { limits: { cpu: 1.5, memory: 1Gi, a/b: "2" } }\n      livenessProbe: { httpGet: { port: http } }\n      readinessProbe: { tcpSocket: { port: 80 } }\n      args:\n',
        ).replace('metadata: { name: web }', 'metadata: { name: web, creationTimestamp: null }'),
      ),
    ).toEqual([])
    expect(
      problemsIn(
        pod('      resources: { limits: { cpu: 1 core, memory: [] } }\n').replace(
          'name: web }',
          'name: web, creationTimestamp: today }',
        ),
      ),
    ).toEqual([
      'today: `metadata.creationTimestamp` must be a time such as 2030-01-31T12:00:00Z.',
      '1 core: `spec.containers[0].resources.limits.cpu` must be a quantity such as 500m or 1Gi.',
      'memory: `spec.containers[0].resources.limits.memory` is a list but must be a quantity such as 500m or 1Gi.',
    ])
  })

  test('ranges of numbers', () => {
    expect(
      problemsIn(pod('      ports: [{ containerPort: 70000, hostPort: 0 }]\n', '  priority: 3000000000\n')),
    ).toEqual([
      '3000000000: `spec.priority` does not fit into 32 bits.',
      '70000: `spec.containers[0].ports[0].containerPort` is 70000 but must be at least 1 and at most 65535.',
    ])
  })

  test('what is required, but nothing in status and nothing for null', () => {
    expect(
      problemsIn(
        'apiVersion: apps/v1\nkind: Deployment\nspec:\n  selector:\n  template: { metadata: {} }\nstatus: { conditions: [{}] }\n',
      ),
    ).toEqual(['selector: `spec` (DeploymentSpec) needs `selector`.'])
  })

  test('unknown fields, with their home', () => {
    const text = pod('      livnessProbe: {}\n      runAsUser: 1\n', '  replicas: 3\n')
    const found = validate(rootOf(text), api.schemaOf('v1', 'Pod')!, 'It')
    expect(found.map(({ isUnknownField }) => isUnknownField)).toEqual([true, true, true])
    expect(found.map(({ home }) => home)).toEqual([
      undefined,
      undefined,
      'spec.containers[0].securityContext',
    ])
    expect(found[1]!.known).toContain('livenessProbe')
  })

  test('what somebody fills in first is not judged', () => {
    for (const value of [
      '${COUNT}',
      '$COUNT',
      '<count>',
      '"{{ .Values.count }}"',
      '__COUNT__',
      '!env COUNT',
    ]) {
      expect(
        problemsIn(
          pod(`      ports:
        - containerPort: ${value}
`),
        ),
      ).toEqual([])
    }
  })

  test('base64 never shows what it is not', () => {
    const [problem] = problemsIn(
      'apiVersion: v1\nkind: Secret\ndata: { key: hunter2!, other: aHVudGVyMg== }\n',
    )
    expect(problem).toBe(
      'hunter2!: `data.key` is not base64: encode it, or move it to `stringData`, which takes it as it is.',
    )
  })
})

describe('schemas that the project brings', () => {
  const compile = (source: string) => {
    const compiled = RE2JS.compile(source)
    return { source, matches: (text: string) => compiled.matcher(text).find() }
  }
  const structural = (text: string) =>
    readSchema(rootOf(text), { dialect: 'structural', metadata: api.metadata, compile })
  const json = (text: string) => readSchema(rootOf(text), { dialect: 'json-schema', compile })

  test('structural: what is unknown is dropped, metadata is that of every object', () => {
    const schema = structural(
      'type: object\nproperties: { spec: { type: object, properties: { size: { type: integer, minimum: 1, exclusiveMaximum: true, maximum: 5 }, port: { x-kubernetes-int-or-string: true, anyOf: [{ type: integer }, { type: string }] }, free: { type: object, x-kubernetes-preserve-unknown-fields: true }, map: { type: object, additionalProperties: { type: string, maxLength: 3 } }, none: { type: string, nullable: true } }, required: [size, none] } }\n',
    )
    const head = 'apiVersion: a/v1\nkind: K\nmetadata: { nme: x }\nspec: '
    expect(
      problemsIn(
        `${head}{ size: 5, port: http, free: { any: 1 }, map: { a: long }, none: null, other: 1 }`,
        schema,
      ),
    ).toEqual([
      'nme: ObjectMeta has no field `nme` at `metadata`.',
      '5: `spec.size` is 5 but must be at least 1 and less than 5.'.replace(
        'at least 1 and less',
        'at least 1 and less',
      ),
      'long: `spec.map.a` has 4 characters but must have at most 3.',
      'other: It has no field `other` at `spec`.',
    ])
  })

  test('what has a default is filled in before the object is judged', () => {
    const text =
      'type: object\nproperties: { spec: { type: object, required: [kind], properties: { kind: { type: string, default: a }, b: { type: string } }, oneOf: [{ properties: { kind: { enum: [a] } } }, { properties: { kind: { enum: [b] } } }] } }\n'
    const head = 'apiVersion: a/v1\nkind: K\nspec: '
    expect(problemsIn(`${head}{ b: x }`, structural(text))).toEqual([])
    expect(problemsIn(`${head}{ kind: c }`, structural(text))).toHaveLength(1)
    expect(problemsIn(`${head}{ b: x }`, structural(text.replace(', default: a', '')))).toHaveLength(2)
  })

  test('what is judged by several schemas', () => {
    const schema = json(
      '{"oneOf": [{"required": ["a"]}, {"required": ["b"]}], "not": {"required": ["c"]}, "anyOf": [{"properties": {"a": {"enum": ["x", 1]}}}], "additionalProperties": {"type": ["string", "integer"]}}',
    )
    expect(problemsIn('{a: x}', schema)).toEqual([])
    expect(problemsIn('{a: x, b: y}', schema)).toEqual([
      'a: It has 2 shapes at once, of which only one is allowed.',
    ])
    expect(problemsIn('{c: x}', schema)).toHaveLength(2)
    expect(problemsIn('{a: z}', schema)).toEqual([
      'a: It has none of the shapes that are allowed: `a` cannot be z: write one of x, 1.',
    ])
    expect(problemsIn('{b: [1]}', schema)).toEqual(['b: `b` is a list but must be a text or a whole number.'])
  })

  test('references within the file, in circles too, and none out of it', () => {
    const schema = json(
      '{"$ref": "#/definitions/tree", "definitions": {"tree": {"type": "object", "properties": {"kids": {"type": "array", "items": {"$ref": "#/definitions/tree"}}, "out": {"$ref": "https://example.com/schema.json"}}, "additionalProperties": false}}}',
    )
    expect(problemsIn('{kids: [{kids: [{name: x}]}], out: 1}', schema)).toEqual([
      'name: It has no field `name` at `kids[0].kids[0]`.',
    ])
    expect(problemsIn('{a: 1}', json('{"$ref": "#"}'))).toEqual([])
  })

  test('a pattern cannot stall, and one that cannot be read is not judged', () => {
    const stalls = json('{"properties": {"a": {"pattern": "^(a+)+$"}}}')
    expect(problemsIn(`{a: ${'a'.repeat(50_000)}b}`, stalls)).toHaveLength(1)
  })

  test('a schema that branches without end is given up', () => {
    const branches = '"anyOf": [{"$ref": "#"}, {"$ref": "#"}], "oneOf": [{"$ref": "#"}, {"$ref": "#"}]'
    expect(() => problemsIn('{a: 1}', json(`{${branches}}`))).not.toThrow()
  })

  test('durations as Go and ISO 8601 write them', () => {
    const good = ['10s', '1h30m', '1.5h', '0', '-2ms', 'PT1H', 'P1DT12H', 'P2W']
    const bad = ['10', '1 hour', 'P', 'PT', '1h30', 'h', '']
    expect(good.filter((text) => !fitsFormat(text, 'duration'))).toEqual([])
    expect(bad.filter((text) => fitsFormat(text, 'duration'))).toEqual([])
  })
})

describe('whatever is written', () => {
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 1, -1.5, 1e10, 'yes', '', '80', '${X}', '100m', 'aGk='),
      fc.string({ maxLength: 6 }),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'spec',
          'metadata',
          'name',
          'containers',
          'template',
          'ports',
          'status',
          'image',
          'kind',
          'items',
        ),
        tie('node'),
        { maxKeys: 4 },
      ),
    ),
  })).node

  function spansLieWithin(text: string, schema: Schema): void {
    const root = parseYaml('manifest.yaml', text).roots[0]?.root
    if (!root) return
    for (const { at, message } of validate(root, schema, 'It')) {
      expect(at.path).toBe('manifest.yaml')
      expect(at.start).toBeGreaterThanOrEqual(0)
      expect(at.end).toBeGreaterThanOrEqual(at.start)
      expect(at.end).toBeLessThanOrEqual(text.length)
      expect(message).toMatch(/\.$/)
    }
  }

  test('it does not throw, and points into the text', () => {
    const kinds = [
      'v1/Pod',
      'apps/v1/Deployment',
      'v1/Service',
      'v1/Secret',
      'apiextensions.k8s.io/v1/CustomResourceDefinition',
    ]
    fc.assert(
      fc.property(value, fc.constantFrom(...kinds), (object, id) => {
        const at = id.lastIndexOf('/')
        spansLieWithin(JSON.stringify(object), api.schemaOf(id.slice(0, at), id.slice(at + 1))!)
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => spansLieWithin(text, api.schemaOf('v1', 'Pod')!)))
  })

  test('whatever the schema is, too', () => {
    const word = fc.constantFrom(
      'type',
      'properties',
      'items',
      'enum',
      'required',
      'anyOf',
      'not',
      'pattern',
      '$ref',
      'minimum',
      'maxLength',
      'additionalProperties',
      'nullable',
      'format',
      'spec',
    )
    const schema = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(
          'object',
          'string',
          'array',
          '#',
          '#/properties/spec',
          true,
          false,
          1,
          'duration',
          '(',
          '^a+$',
        ),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(word, tie('node'), { maxKeys: 5 }),
      ),
    })).node
    const compile = (source: string) => {
      try {
        const compiled = RE2JS.compile(source)
        return { source, matches: (text: string) => compiled.matcher(text).find() }
      } catch {
        return undefined
      }
    }
    fc.assert(
      fc.property(
        schema,
        value,
        fc.constantFrom('structural' as const, 'json-schema' as const),
        (written, object, dialect) => {
          const root = parseYaml('schema.json', JSON.stringify(written)).roots[0]?.root
          if (root) spansLieWithin(JSON.stringify(object), readSchema(root, { dialect, compile }))
        },
      ),
    )
  })
})
