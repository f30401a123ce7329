import { describe, expect, test } from 'vitest'
import { nodeAt, plainOf } from '../../src/deployment/compose/tree.ts'
import { errorsOf, modelOf, plainWeb, writtenAt } from './compose-texts.ts'

const web = (rest: string) => `services:\n  web: {${rest}}\n`

describe('extends', () => {
  test('the base comes first, the service goes over it', () => {
    const texts = {
      'compose.yaml': `${web('extends: base, image: b, environment: [A=2]')}  base: {image: a, user: x, environment: {A: 1}}\n`,
    }
    const model = modelOf(texts)
    expect(plainWeb(model, 'root')).toEqual({ image: 'b', user: 'x', environment: { A: '2' } })
    expect(writtenAt(texts, model, ['services', 'web', 'user'])).toBe('compose.yaml: x')
  })

  test('a file of another folder brings its paths along', () => {
    const texts = {
      'compose.yaml': web('extends: {file: lib/base.yaml, service: base}'),
      'lib/base.yaml':
        'services:\n  base: {extends: {file: deep/more.yaml, service: more}, build: ., env_file: a.env, volumes: ["./d:/d", "n:/n"]}\n',
      'lib/deep/more.yaml':
        'services:\n  more: {build: {context: ctx}, label_file: l.env, volumes: ["../e:/e"]}\n',
    }
    const model = modelOf(texts)
    expect(plainWeb(model)).toEqual({
      build: { context: 'lib' },
      env_file: 'lib/a.env',
      label_file: 'lib/deep/l.env',
      volumes: ['./lib/e:/e', './lib/d:/d', 'n:/n'],
    })
    expect(model.files).toEqual(['compose.yaml', 'lib/base.yaml', 'lib/deep/more.yaml'])
    expect(writtenAt(texts, model, ['services', 'web', 'build', 'context'])).toBe('lib/base.yaml: .')
  })

  test.each([
    ['a circle', web('extends: web')],
    ['a service that is not there', web('extends: none')],
    ['a file that is not there', web('extends: {file: none.yaml, service: a}')],
    ['no service', web('extends: {file: compose.yaml}')],
  ])('%s is an error', (_, text) => {
    expect(errorsOf(modelOf({ 'compose.yaml': text }))).toEqual(['extends'])
  })

  test('a circle through two files is an error', () => {
    const model = modelOf(
      {
        'compose.yaml': web('extends: {file: other.yaml, service: web}'),
        'other.yaml': web('extends: {file: compose.yaml, service: web}'),
      },
      { composeFiles: ['compose.yaml'] },
    )
    expect(errorsOf(model)).toEqual(['extends'])
  })

  test('a file out of the project is unknown, not wrong', () => {
    const model = modelOf({ 'compose.yaml': web('extends: {file: ../base.yaml, service: a}') })
    expect(model.problems).toEqual([])
    expect(model.isUnresolved(nodeAt(model.root, ['services', 'web'])!)).toBe(true)
  })
})

describe('include', () => {
  test('brings what the other file has, with its own folder and variables', () => {
    const texts = {
      'compose.yaml': 'include: [sub/compose.yaml]\nservices:\n  web: {image: a}\n',
      'sub/compose.yaml':
        'services:\n  api: {build: ., image: "${TAG}-${SHELL_TAG}", environment: [TAG, OTHER]}\n',
      'sub/.env': 'TAG=one\nSHELL_TAG=weak\n',
    }
    const model = modelOf(texts, { env: { SHELL_TAG: 'strong' }, composeFiles: ['compose.yaml'] })
    expect(plainOf(nodeAt(model.root, ['services', 'api']))).toEqual({
      build: { context: 'sub' },
      image: 'one-strong',
      environment: { TAG: 'one', OTHER: null },
    })
    expect(writtenAt(texts, model, ['services', 'api', 'build', 'context'])).toBe('sub/compose.yaml: .')
    expect(plainOf(model.root.get('include'))).toBe(null)
  })

  test('several files, a folder and env files of its own', () => {
    const model = modelOf(
      {
        'compose.yaml':
          'include: [{path: [a/one.yaml, a/two.yaml], project_directory: b, env_file: [extra.env]}]\n',
        'a/one.yaml': 'services: {api: {build: ., image: one}}\n',
        'a/two.yaml': 'services: {api: {image: "${NAME}"}}\n',
        'extra.env': 'NAME=two\n',
      },
      { composeFiles: ['compose.yaml'] },
    )
    expect(plainOf(nodeAt(model.root, ['services', 'api']))).toEqual({
      build: { context: 'b' },
      image: 'two',
    })
    expect(model.envFiles.map((one) => [one.path, one.kind, one.service])).toEqual([
      ['extra.env', 'file', undefined],
    ])
  })

  test('the same twice is fine, something else under the same name is not', () => {
    const two = (image: string) => ({
      'compose.yaml': 'include: [a.yaml, b.yaml]\n',
      'a.yaml': 'services: {api: {image: x}}\n',
      'b.yaml': `services: {api: {image: ${image}}}\n`,
    })
    const composeFiles = ['compose.yaml']
    expect(errorsOf(modelOf(two('x'), { composeFiles }))).toEqual([])
    expect(errorsOf(modelOf(two('y'), { composeFiles }))).toEqual(['include-conflict'])
  })

  test('the including file goes over what it includes', () => {
    const model = modelOf(
      {
        'compose.yaml': 'include: [a.yaml]\nservices: {web: {image: own}}\n',
        'a.yaml': 'services: {web: {image: theirs, user: x}}\n',
      },
      { composeFiles: ['compose.yaml'] },
    )
    expect(plainWeb(model)).toEqual({ image: 'own', user: 'x' })
    expect(model.problems.map((one) => [one.about, one.severity])).toEqual([['include-conflict', 'warning']])
  })

  test('a circle and a missing file are errors', () => {
    const composeFiles = ['compose.yaml']
    expect(errorsOf(modelOf({ 'compose.yaml': 'include: [none.yaml]\n' }))).toEqual(['include'])
    const circle = {
      'compose.yaml': 'include: [a.yaml]\n',
      'a.yaml': 'include: [compose.yaml]\nservices: {}\n',
    }
    expect(errorsOf(modelOf(circle, { composeFiles }))).toEqual(['include-cycle'])
  })
})
