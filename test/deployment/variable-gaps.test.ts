import { expect, test } from 'vitest'
import { variableTable } from '../../src/deployment/variable-table.ts'
import { openProject } from '../../src/lint.ts'

const FILES = {
  'plimsoll.yaml':
    'extends: []\nenvironments:\n  production:\n    variables:\n      SENTRY_DSN: { required: true }\n',
  'compose.yaml':
    'services:\n  api:\n    build: api\n    env_file: api.env\n    environment:\n      MODE: ${MODE:-fast}\n      TOKEN: ${TOKEN}\n      LEVEL: high\n  db:\n    image: postgres:${TAG}\n',
  '.env': 'TOKEN=t\nSTRIPE_KEY=sk\nOLD_SWITCH=1\n',
  'api.env': 'LEVEL=low\nEMPTY=\n',
  '.env.example': 'TOKEN=\n',
  'api/Dockerfile': 'FROM python:3.14\nENV LEVEL=none\nCOPY . .\n',
  'api/main.py':
    "import os\nos.environ['SIGNING_KEY']\nos.getenv('STRIPE_KEY')\nos.getenv('EMPTY')\nos.getenv('LEVEL')\nos.getenv('TOKEN')\n",
}

async function table(files: Record<string, string> = FILES) {
  const { project } = (await openProject({ files })).read()
  return new Map(variableTable(project.deployments[0]!).map((row) => [row.name, row]))
}

test('says what is known of a value, and never the value', async () => {
  const rows = await table()
  const states = Object.fromEntries([...rows].map(([name, { state }]) => [name, state]))
  expect(states).toEqual({
    EMPTY: 'empty',
    LEVEL: 'set',
    MODE: 'default',
    OLD_SWITCH: 'set',
    SENTRY_DSN: 'missing',
    SIGNING_KEY: 'missing',
    STRIPE_KEY: 'set',
    TAG: 'missing',
    TOKEN: 'set',
  })
})

test('says who gets it and what that won over', async () => {
  const rows = await table()
  const [receipt] = rows.get('LEVEL')!.receipts
  expect(receipt).toMatchObject({ receiver: 'api', at: 'run', setter: { kind: 'service-environment' } })
  expect(receipt!.overrides.map(({ kind }) => kind)).toEqual(['env-file', 'image-environment'])
  expect(rows.get('TOKEN')!.receipts[0]!.setter.madeOf).toEqual(['TOKEN'])
  expect(rows.get('TOKEN')!.mentions.map(({ path }) => path)).toEqual(['.env.example'])
})

test('says what does not fit', async () => {
  const rows = await table()
  const gaps = [...rows].flatMap(([name, row]) => row.gaps.map(({ kind }) => `${name} ${kind}`))
  expect(gaps).toEqual([
    'OLD_SWITCH unused',
    'SENTRY_DSN required',
    'SIGNING_KEY undeclared',
    'STRIPE_KEY unwired',
    'TAG undefined',
  ])
})

test('a variable that differs has a gap on the side that has it', async () => {
  const stack = (rest: string) => `services:\n  api:\n    image: api:1\n    environment:\n      A: a\n${rest}`
  const { project } = (
    await openProject({
      files: { 'prod/compose.yaml': stack('      B: b\n'), 'local/compose.yaml': stack('') },
    })
  ).read()
  const gaps = project.deployments.map((deployment) =>
    variableTable(deployment).flatMap(({ name, gaps }) => gaps.map(({ says }) => `${name}: ${says}`)),
  )
  expect(gaps.flat()).toEqual(['B: api does not get it in local'])
})
