// Speed, as ratios within one run: start-up against bare node, how cost grows with the number of files and of
// services, hadolint and dclint on the same files. Absolute figures are of this machine and only for orientation.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { compareManifests, generateObjects } from './bench-manifests.js'
import { cli, compare, environment, home, measure, measureProgram, print } from './measure.js'

/** What twice as much costs: twice as much if cost is linear, less while starting still weighs. */
function growth(runs, key) {
  return runs.map((run, index) => (index === 0 ? '' : `${(run[key] / runs[index - 1][key]).toFixed(1)} ×`))
}

/** Measures the same work in several sizes, each double the one before. */
function printGrowth(label, sizes, folderOf) {
  const names = sizes.map((size) => String(size))
  const all = compare(
    Object.fromEntries(
      sizes.map((size, index) => [names[index], () => measure([cli, 'lint', '-f', 'json', folderOf(size)])]),
    ),
    3,
  )
  const runs = names.map((name) => all[name])
  const [cpu, peak] = [growth(runs, 'cpu'), growth(runs, 'peak')]
  for (const [index, size] of sizes.entries()) {
    const note = index === 0 ? '' : `CPU ${cpu[index]}, peak ${peak[index]} the one before`
    print(`plimsoll lint (${size.toLocaleString('en')} ${label})`, runs[index], note)
  }
}

/** Small apps, each of a compose file alone. */
function generateCompose(folder, count) {
  for (let index = 0; index < count; index++) {
    mkdirSync(join(folder, `app-${index}`), { recursive: true })
    writeFileSync(join(folder, `app-${index}`, 'compose.yaml'), composeOf(index))
  }
  return folder
}

/** One project of many services, ten in each of its folders, that ask for each other. */
function generateServices(folder, count) {
  const parts = Array.from({ length: count / 10 }, (_, part) => `part-${part}/compose.yaml`)
  for (const [part, path] of parts.entries()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    const services = Array.from({ length: 10 }, (_, index) => {
      const peer = `s-${part}-${(index + 1) % 10}`
      return `  s-${part}-${index}:
    image: nginx:1.31
    environment: { PEER: "http://${peer}:80" }
    restart: unless-stopped
    ports: ["127.0.0.1:${1024 + part * 10 + index}:80"]
`
    })
    writeFileSync(join(folder, path), `services:\n${services.join('')}`)
  }
  writeFileSync(join(folder, 'compose.yaml'), `include: ${JSON.stringify(parts)}\n`)
  return folder
}

/** 500 small apps of four files each: compose, Dockerfile, env file, and an example of it. */
function generate(folder) {
  for (let index = 0; index < 500; index++) {
    const app = join(folder, `app-${index}`)
    mkdirSync(app, { recursive: true })
    writeFileSync(join(app, 'compose.yaml'), composeOf(index))
    writeFileSync(join(app, 'Dockerfile'), DOCKERFILE)
    writeFileSync(join(app, '.env'), `PORT=8080\nLOG_LEVEL=info\nFEATURE_${index}=on\n`)
    writeFileSync(join(app, '.env.example'), `PORT=\nLOG_LEVEL=\nFEATURE_${index}=\n`)
  }
}

const DOCKERFILE = `FROM node:24.1-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci \\
 && npm cache clean --force
COPY src ./src
RUN npm run build

FROM node:24.1-slim AS runtime
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends wget=1.21.4-1 \\
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /app/dist ./dist
USER node
EXPOSE 8080
CMD ["node", "dist/server.js"]
`

function composeOf(index) {
  return `name: app-${index}
services:
  api:
    build: { context: ., target: runtime }
    env_file: .env
    environment:
      PORT: "\${PORT:-8080}"
      DATABASE_URL: postgres://db:5432/app
    ports: ["127.0.0.1:${10000 + index}:8080"]
    depends_on:
      db: { condition: service_healthy }
    restart: unless-stopped
    healthcheck:
      test: ["CMD", "wget", "-qO-", "http://127.0.0.1:8080/health"]
      interval: 10s
  db:
    image: postgres:17.2
    volumes: ["data:/var/lib/postgresql/data"]
    healthcheck: { test: ["CMD-SHELL", "pg_isready"] }
    restart: unless-stopped
volumes:
  data: {}
`
}

const scratch = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'))
try {
  const fixtures = readdirSync(join(home, 'fixtures')).filter((name) =>
    existsSync(join(home, 'fixtures', name, 'bad')),
  )
  const start = compare(
    {
      node: () => measure(['-e', '0']),
      version: () => measure([cli, '--version']),
      ...Object.fromEntries(
        fixtures.map((name) => [name, () => measure([cli, 'lint', join(home, 'fixtures', name, 'bad')])]),
      ),
    },
    15,
  )
  const times = (value, base) =>
    `${(value.time / base.time).toFixed(1)} × bare node, CPU ${(value.cpu / base.cpu).toFixed(1)} ×`
  print('node -e 0', start.node)
  print('plimsoll --version', start.version, times(start.version, start.node))
  for (const name of fixtures)
    print(`plimsoll lint (${name}/bad)`, start[name], times(start[name], start.node))

  const sizes = [1250, 2500, 5000]
  printGrowth('compose files', sizes, (size) => {
    const folder = join(scratch, `files-${size}`)
    return existsSync(folder) ? folder : generateCompose(folder, size)
  })
  printGrowth('objects of Kubernetes', sizes, (size) => {
    const folder = join(scratch, `objects-${size}`)
    return existsSync(folder) ? folder : generateObjects(folder, size)
  })
  compareManifests(join(scratch, `objects-${sizes.at(-1)}`))
  printGrowth('services of one project', sizes, (size) => {
    const folder = join(scratch, `services-${size}`)
    return existsSync(folder) ? folder : generateServices(folder, size)
  })

  const large = join(scratch, 'large')
  generate(large)
  print(
    'plimsoll lint (2,000 files)',
    compare({ large: () => measure([cli, 'lint', '-f', 'json', large]) }, 3).large,
  )

  const dockerfiles = copyDockerfiles(large, join(scratch, 'dockerfiles'))
  const hadolint = spawnSync('hadolint', ['--version']).status === 0
  const builds = compare(
    {
      plimsoll: () => measure([cli, 'lint', '-f', 'json', join(scratch, 'dockerfiles')]),
      ...(hadolint && { hadolint: () => measureProgram('hadolint', ['-f', 'json', ...dockerfiles]) }),
    },
    3,
  )
  print('plimsoll lint (500 Dockerfiles)', builds.plimsoll)
  if (hadolint) {
    const ratio = `${(builds.hadolint.time / builds.plimsoll.time).toFixed(1)} × plimsoll`
    print('hadolint (the same files)', builds.hadolint, ratio)
  } else console.log('hadolint is not installed; the comparison with it was left out.')

  const corpus = process.env.PLIMSOLL_BENCH_PROJECTS
  if (corpus) {
    print(
      'plimsoll lint (real projects)',
      compare({ all: () => measure([cli, 'lint', '-f', 'json', corpus]) }, 3).all,
    )
    const compose = join(scratch, 'compose')
    copyCompose(corpus, compose)
    const dclint = join(home, 'node_modules/dclint/bin/dclint.cjs')
    const both = compare(
      {
        plimsoll: () => measure([cli, 'lint', '-f', 'json', compose]),
        dclint: () => measure([dclint, '--recursive', '--formatter', 'json', compose]),
      },
      3,
    )
    print('plimsoll lint (their compose files)', both.plimsoll)
    print(
      'dclint (the same files)',
      both.dclint,
      `${(both.dclint.time / both.plimsoll.time).toFixed(1)} × plimsoll`,
    )
  } else console.log('PLIMSOLL_BENCH_PROJECTS names no folder of real projects; dclint was left out.')

  spawnSync(process.execPath, [join(home, 'build/bench-probes.js')], { stdio: 'inherit', env: environment })
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function copyDockerfiles(from, to) {
  return readdirSync(from).map((app) => {
    const target = join(to, app, 'Dockerfile')
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(join(from, app, 'Dockerfile'), target)
    return target
  })
}

function copyCompose(from, to) {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/^(docker-)?compose.*\.ya?ml$/.test(basename(entry.name))) continue
    const path = join(entry.parentPath, entry.name)
    const target = join(to, relative(from, path))
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(path, target)
  }
}
