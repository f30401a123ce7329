import { describe, expect, test } from 'vitest'
import type { PlatformService } from '../../src/deployment/platform-services/platform-service.ts'
import { openRun, readProject } from '../../src/open-run.ts'

async function servicesIn(files: Record<string, string>): Promise<readonly PlatformService[]> {
  const run = await openRun({ files, config: { extends: [] } })
  const { platformServices } = readProject(run, run.files)
  return platformServices
}

const summary = ({ name, role, instances, startCommands, variables, healthCheckPath }: PlatformService) => ({
  name: name.value,
  role,
  instances: instances.map(({ count }) => count),
  starts: startCommands.map((command) => command.name),
  variables: [...variables.keys()],
  health: healthCheckPath?.value,
})

describe('Render', () => {
  test('services of the root and of projects, with the variables of their groups', async () => {
    const services = await servicesIn({
      'render.yaml': `services:
  - { type: web, name: api, runtime: python, numInstances: 2, healthCheckPath: /up, startCommand: gunicorn app -w 3, envVars: [{ fromGroup: all }, { key: A, value: 1 }] }
  - { type: cron, name: nightly, runtime: python, schedule: "0 3 * * *", startCommand: python report.py }
  - { type: redis, name: cache, ipAllowList: [] }
projects:
  - name: shop
    environments:
      - name: production
        services:
          - { type: web, runtime: static, name: site, staticPublishPath: dist }
envVarGroups:
  - { name: all, envVars: [{ key: B, sync: false }, { key: A, value: 2 }] }
`,
    })
    expect(services.map(summary)).toEqual([
      {
        name: 'api',
        role: 'web',
        instances: [2, 3],
        starts: ['gunicorn'],
        variables: ['B', 'A'],
        health: '/up',
      },
      { name: 'nightly', role: 'job', instances: [], starts: ['python'], variables: [], health: undefined },
      { name: 'site', role: 'static', instances: [], starts: [], variables: [], health: undefined },
    ])
    expect(services.every(({ hasSharedStore }) => hasSharedStore)).toBe(true)
    expect(services[0]!.variablesAreComplete).toBe(true)
  })

  test('a group of the dashboard is not known', async () => {
    const [api] = await servicesIn({
      'render.yaml':
        'services:\n  - { type: web, name: api, runtime: node, envVars: [{ fromGroup: elsewhere }] }\n',
    })
    expect(api!.variablesAreComplete).toBe(false)
  })
})

test('Railway, in both spellings', async () => {
  const json = '{ "deploy": { "startCommand": "npm start", "numReplicas": 3, "healthcheckPath": "/up" } }'
  const toml = '[deploy]\nstartCommand = "npm start"\nnumReplicas = 3\nhealthcheckPath = "/up"\n'
  const [one] = await servicesIn({ 'api/railway.json': json })
  const [other] = await servicesIn({ 'api/railway.toml': toml })
  expect(summary(one!)).toEqual(summary(other!))
  expect(summary(one!)).toMatchObject({
    name: 'api',
    role: 'web',
    instances: [3],
    starts: ['npm'],
    health: '/up',
  })
})

test('Fly: each group of processes', async () => {
  const services = await servicesIn({
    'fly.toml':
      'app = "shop"\n[env]\nMODE = "x"\n[processes]\nweb = "bin/web"\njobs = "bin/jobs"\n[http_service]\nprocesses = ["web"]\nmin_machines_running = 2\n[[http_service.checks]]\npath = "/up"\n',
  })
  expect(services.map(summary)).toEqual([
    { name: 'web', role: 'web', instances: [2], starts: ['bin/web'], variables: ['MODE'], health: '/up' },
    {
      name: 'jobs',
      role: 'worker',
      instances: [],
      starts: ['bin/jobs'],
      variables: ['MODE'],
      health: undefined,
    },
  ])
})

test('Heroku: the Procfile with the app.json beside it', async () => {
  const services = await servicesIn({
    Procfile: 'release: python manage.py migrate\nweb: gunicorn shop.wsgi\n',
    'app.json':
      '{ "formation": { "web": { "quantity": 2 } }, "env": { "A": "1", "B": { "generator": "secret" } }, "addons": ["heroku-redis:mini"] }',
  })
  expect(services.map(summary)).toEqual([
    { name: 'release', role: 'job', instances: [], starts: [], variables: ['A', 'B'], health: undefined },
    {
      name: 'web',
      role: 'web',
      instances: [2],
      starts: ['gunicorn'],
      variables: ['A', 'B'],
      health: undefined,
    },
  ])
  expect(services[0]!.releaseCommands.map(({ name }) => name)).toEqual(['python'])
  expect(services[1]!.hasSharedStore).toBe(true)
})

test('a script that a platform starts is followed', async () => {
  const [web] = await servicesIn({
    'api/Procfile': 'web: ./start.sh\n',
    'api/start.sh': '#!/bin/sh\nexec gunicorn app\n',
  })
  expect(web!.startCommands.map(({ name }) => name)).toEqual(['./start.sh', 'exec'])
})

test('what has the same name and is of another program', async () => {
  expect(
    await servicesIn({
      'app.json': '{ "expo": { "name": "x" }, "env": {} }',
      'app/page.json': '{ "env": {} }',
    }),
  ).toEqual([])
})
