import { expect, test } from 'vitest'
import { modelOf, plainWeb, services } from './compose-texts.ts'

const merged = (...bodies: string[]) => plainWeb(modelOf(services(...bodies)))

test('!reset drops the earlier value and its own', () => {
  expect(merged('image: a\nports: ["80:80"]', 'ports: !reset ["81:81"]')).toEqual({ image: 'a' })
  expect(merged('environment: {A: 1, B: 2}', 'environment: {A: !reset }')).toEqual({ environment: ['B=2'] })
})

test('!override replaces without merging', () => {
  expect(merged('ports: ["80:80"]', 'ports: !override ["81:81"]')).toEqual({ ports: ['81:81'] })
})

test('a tag works through an alias', () => {
  const model = modelOf({
    'compose.yaml': 'services:\n  web: {image: a, ports: ["80:80"]}\n',
    'over.yaml': 'x-none: &none\n  ports: !reset []\nservices:\n  web:\n    <<: *none\n',
  })
  expect(plainWeb(model)).toEqual({ image: 'a' })
})

test('a tag keeps what is extended away', () => {
  const base = 'services:\n  base: {image: a, volumes: ["./a:/a"], networks: [x]}\n'
  const web = '  web: {extends: base, volumes: !reset [], networks: !override [y]}\n'
  expect(plainWeb(modelOf({ 'compose.yaml': base + web }))).toEqual({ image: 'a', networks: ['y'] })
})

test('what a tag drops needs no values for its variables', () => {
  const model = modelOf({ 'compose.yaml': 'services: {web: {image: a, user: !reset "${NOT:?set}"}}' })
  expect(model.problems).toEqual([])
})
