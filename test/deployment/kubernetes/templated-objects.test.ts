import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTemplate } from '../../../src/deployment/kubernetes/renderings.ts'
import { alignLines } from '../../../src/deployment/kubernetes/template-lines.ts'
import { placeTemplated } from '../../../src/deployment/kubernetes/templated-objects.ts'
import type { Mapping, YamlNode } from '../../../src/documents/yaml/node.ts'
import { parseYaml } from '../../../src/documents/yaml/parse.ts'
import { Lines, type Span } from '../../../src/span.ts'

const line = fc.constantFrom(
  ...['kind: Pod', '  name: {{ .Values.name }}', '  name: web', '- name: web', '{{- if .a }}', '{{- end }}'],
  ...['  - {{ . }}', 'spec:', '  image: "a:{{ .b }}"', '---', '', '# x', '    args: [a, b]', '  name: "{{'],
)
const text = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'))

function spansIn(node: YamlNode): Span[] {
  if (node.kind === 'scalar') return [node.span]
  if (node.kind === 'sequence') return [node.span, ...node.items.flatMap(spansIn)]
  return [node.span, ...node.entries.flatMap(({ key, value, span }) => [span, key.span, ...spansIn(value)])]
}

test('every place lies in the template, and the values stay', () => {
  fc.assert(
    fc.property(text, text, (written, printed) => {
      const template = readTemplate('t.yaml', written)
      const objects = parseYaml('out.yaml', printed).roots.flatMap(({ root }) =>
        root?.kind === 'mapping' ? [root] : [],
      )
      for (const object of objects) {
        const placed = placeTemplated(object, new Lines(printed), template, [])
        expect(plain(placed)).toEqual(plain(object))
        for (const { path, start, end } of spansIn(placed)) {
          expect(path).toBe('t.yaml')
          expect(0 <= start && start <= end && end <= written.length).toBe(true)
        }
      }
    }),
  )
})

function plain(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'sequence') return node.items.map(plain)
  return (node as Mapping).entries.map(({ key, value }) => [key.text, plain(value)])
}

test.each([
  ['as it is', ['a: 1', 'b: 2'], ['a: 1', 'b: 2'], [0, 1]],
  ['with an action', ['a: {{ .x }}', 'b: 2'], ['a: 1', 'b: 2'], [0, 1]],
  ['that a condition took away', ['{{ if .x }}', 'a: 1', '{{ end }}', 'b: 2'], ['b: 2'], [3]],
  [
    'the same twice, in order',
    ['- name: x', '  v: {{ .a }}', '- name: y', '  v: {{ .b }}'],
    ['- name: x', '  v: 1', '- name: y', '  v: 2'],
    [0, 1, 2, 3],
  ],
  [
    'that a loop made',
    ['{{ range .l }}', '- name: {{ . }}', '{{ end }}'],
    ['- name: a', '- name: b'],
    [1, 1],
  ],
  [
    'of the second object',
    ['kind: A', 'name: x', '---', 'kind: B', 'name: x'],
    ['kind: B', 'name: x'],
    [3, 4],
  ],
  ['of another template', ['a: 1', '{{ include "x" . }}'], ['a: 1', 'z: 1'], [0, undefined]],
] as const)('finds a line %s', (_, template, result, expected) => {
  expect(alignLines(template, result)).toEqual(expected)
})

test('many actions in a long line take no time', () => {
  const template = [`a: ${'{{ . }}x'.repeat(60)}!`]
  expect(alignLines(template, [`a: ${'x'.repeat(20_000)}`])).toEqual([undefined])
})
