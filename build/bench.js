// Speed, as ratios within one run: start-up against bare node, how cost grows with the number of files and of
// services, hadolint and dclint on the same files. Absolute figures are of this machine and only for orientation.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('..', import.meta.url))
const cli = join(home, 'bin/run.js')
const usage = join(home, 'build/report-usage.js')
const environment = { ...process.env, NO_COLOR: '1' }
// On Node 20 it adds some 50 ms to every start, ours and bare node's alike.
delete environment.NODE_EXTRA_CA_CERTS
delete environment.GITHUB_ACTIONS

/** Runs a program and says how long it took (ms), what CPU time (ms) and peak memory (MB) it used. */
function measure(args, folder = home) {
  const start = process.hrtime.bigint()
  const result = spawnSync(process.execPath, ['--import', usage, ...args], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  })
  const time = Number(process.hrtime.bigint() - start) / 1e6
  if (result.status === null || result.status > 1) throw new Error(`${args.join(' ')}: ${result.stderr}`)
  return { time, ...JSON.parse(String(result.output[3])) }
}

/** The same for a program that is not ours; what it uses is not known. */
function measureProgram(program, args) {
  const start = process.hrtime.bigint()
  const result = spawnSync(program, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  if (result.status === null || result.status > 1) throw new Error(`${program}: ${result.stderr}`)
  return { time: Number(process.hrtime.bigint() - start) / 1e6, cpu: Number.NaN, peak: Number.NaN }
}

/** The median of several runs, each thing taken in turn so that a busy moment hits all of them. */
function compare(programs, rounds) {
  const runs = new Map(Object.keys(programs).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(programs)) runs.get(name).push(run())
  }
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1]
  const pick = (all, key) => median(all.map((each) => each[key]))
  return Object.fromEntries(
    [...runs].map(([name, all]) => [
      name,
      { time: pick(all, 'time'), cpu: pick(all, 'cpu'), peak: pick(all, 'peak') },
    ]),
  )
}

function print(label, { time, cpu, peak }, note = '') {
  const rest = Number.isNaN(cpu)
    ? ''
    : `  CPU ${cpu.toFixed(0).padStart(6)} ms  peak ${peak.toFixed(0).padStart(4)} MB`
  console.log(`${label.padEnd(44)} ${time.toFixed(0).padStart(6)} ms${rest}  ${note}`)
}

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
    writeFileSync(join(folder, dirname(path), '.env'), '')
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

  const corpus = resolve(home, '../shared/corpus')
  if (existsSync(corpus)) {
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
  } else
    console.log('No folder of real projects beside the checkout; the comparison with dclint was left out.')

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
