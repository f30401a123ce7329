// Speed, as ratios within one run: start-up against bare node, a large generated project, and dclint on the
// same compose files. Absolute figures are of this machine and only for orientation.
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

/** 500 small apps of four files each: compose, Dockerfile, env file, and an example of it. */
function generate(folder) {
  for (let index = 0; index < 500; index++) {
    const app = join(folder, `app-${index}`)
    mkdirSync(app, { recursive: true })
    writeFileSync(
      join(app, 'compose.yaml'),
      `name: app-${index}
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
`,
    )
    writeFileSync(
      join(app, 'Dockerfile'),
      `FROM node:24.1-slim AS build
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
`,
    )
    writeFileSync(join(app, '.env'), `PORT=8080\nLOG_LEVEL=info\nFEATURE_${index}=on\n`)
    writeFileSync(join(app, '.env.example'), `PORT=\nLOG_LEVEL=\nFEATURE_${index}=\n`)
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'))
try {
  const small = join(home, 'fixtures/ai-gateway/bad')
  const start = compare(
    {
      node: () => measure(['-e', '0']),
      version: () => measure([cli, '--version']),
      lint: () => measure([cli, 'lint', small]),
    },
    9,
  )
  const times = (value, base) => `${(value.time / base.time).toFixed(1)} × bare node`
  print('node -e 0', start.node)
  print('plimsoll --version', start.version, times(start.version, start.node))
  print('plimsoll lint (small fixture)', start.lint, times(start.lint, start.node))

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
