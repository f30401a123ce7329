import { describe, expect, test } from 'vitest'
import { nodeAt } from '../../src/deployment/compose/tree.ts'
import { errorsOf, modelOf, plainWeb, services, written } from './compose-texts.ts'

const env = { SET: 'value', EMPTY: '', NUMBER: '3' }

describe('what becomes of a variable', () => {
  test.each([
    ['${SET}', 'value', 'set'],
    ['$SET', 'value', 'set'],
    ['${EMPTY}', '', 'set'],
    ['${NONE}', '', 'empty-unset'],
    ['${NONE:-a}', 'a', 'default'],
    ['${EMPTY:-a}', 'a', 'default'],
    ['${EMPTY-a}', '', 'set'],
    ['${SET:+other}', 'other', 'alternative'],
    ['${NONE+other}', '', 'alternative'],
    ['${NONE:?needed}', '', 'required-unset'],
    ['${SET?needed}', 'value', 'set'],
  ])('%s', (text, value, state) => {
    const texts = services(`image: x${text}`)
    const model = modelOf(texts, { env })
    expect(plainWeb(model).image).toBe(`x${value}`)
    expect(model.references.map((one) => one.state)).toEqual([state])
    expect(written(texts, model.references[0]!.span)).toBe(`compose.yaml: ${text}`)
    expect(model.references[0]!.path).toEqual(['services', 'web', 'image'])
  })

  test('a default is known with its place, whether it is taken or not', () => {
    const texts = services('image: "${SET:-one}"\nuser: ${NONE-two}')
    const { references } = modelOf(texts, { env })
    expect(references.map((one) => one.default?.value)).toEqual(['one', 'two'])
    expect(references.map((one) => written(texts, one.default?.span))).toEqual([
      'compose.yaml: one',
      'compose.yaml: two',
    ])
  })

  test('the branch not taken says nothing', () => {
    const model = modelOf(services('image: ${SET:-${NONE:?x}}'), { env })
    expect(model.references.map((one) => one.name)).toEqual(['SET'])
    expect(model.problems).toEqual([])
  })

  test('keys and comments stay', () => {
    const model = modelOf(services('environment:\n  $SET: a # ${NONE:?x}'), { env })
    expect(plainWeb(model).environment).toEqual({ $SET: 'a' })
    expect(model.references).toEqual([])
  })

  test('a variable with no value makes the value unknown and is no error', () => {
    const model = modelOf(services('image: ${NONE}'), { env })
    expect(model.isUnresolved(nodeAt(model.root, ['services', 'web', 'image'])!)).toBe(true)
    expect(model.problems.map((one) => [one.about, one.severity])).toEqual([['unset-variable', 'warning']])
  })

  test('a required one without a value and a malformed one are errors', () => {
    expect(errorsOf(modelOf(services('image: ${NONE:?}')))).toEqual(['required-variable'])
    expect(errorsOf(modelOf(services('image: "${NONE!}"')))).toEqual(['interpolation'])
  })

  test('an error shows although a later file replaces the value', () => {
    expect(errorsOf(modelOf(services('image: ${NONE:?}', 'image: a')))).toEqual(['required-variable'])
  })
})

test('texts become what their place asks for', () => {
  const body = 'scale: ${NUMBER}\ntty: "yes"\nports: [{target: "${NUMBER}"}]\nulimits: {nproc: "${NUMBER}"}'
  const web = plainWeb(modelOf(services(body), { env }))
  expect(web).toEqual({ scale: 3, tty: true, ports: [{ target: 3 }], ulimits: { nproc: 3 } })
})

test('the name of the project is a variable, once it is settled', () => {
  const name = (files: Record<string, string>, variables = {}) =>
    modelOf(files, { env: variables }).projectName
  const web = 'services: {web: {image: "${COMPOSE_PROJECT_NAME}"}}\n'
  expect(plainWeb(modelOf({ 'compose.yaml': `name: one\n${web}` })).image).toBe('one')
  expect(name({ 'a.yaml': `name: one\n${web}`, 'b.yaml': 'name: ${TWO}\n' }, { TWO: 'two' })).toBe('two')
  expect(name({ 'a.yaml': `name: one\n${web}` }, { COMPOSE_PROJECT_NAME: 'three' })).toBe('three')
  const inFolder = modelOf({ 'My.App/compose.yaml': web }, { composeFiles: ['My.App/compose.yaml'] })
  expect(inFolder.projectName).toBe('myapp')
})

test('a part of a value points to where it is written', () => {
  const texts = services('environment:\n  - URL=http://${SET}:80/path')
  const model = modelOf(texts, { env })
  const node = nodeAt(model.root, ['services', 'web', 'environment', 'URL'])!
  const traced = node.kind === 'scalar' ? node.traced() : undefined
  expect(traced?.value).toBe('http://value:80/path')
  expect(written(texts, traced?.spanOf(16, 20))).toBe('compose.yaml: path')
  expect(written(texts, traced?.spanOf(7, 12))).toBe('compose.yaml: ${SET}')
})
