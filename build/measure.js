// Runs programs and says what they cost: time, CPU and memory, each program in turn.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const home = fileURLToPath(new URL('..', import.meta.url))
export const cli = join(home, 'bin/run.js')
const usage = join(home, 'build/report-usage.js')
export const environment = { ...process.env, NO_COLOR: '1' }
// On Node 20 it adds some 50 ms to every start, ours and bare node's alike.
delete environment.NODE_EXTRA_CA_CERTS
delete environment.GITHUB_ACTIONS

/** Runs a program and says how long it took (ms), what CPU time (ms) and peak memory (MB) it used. */
export function measure(args, folder = home) {
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
export function measureProgram(program, args) {
  const start = process.hrtime.bigint()
  const result = spawnSync(program, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  if (result.status === null || result.status > 1) throw new Error(`${program}: ${result.stderr}`)
  return { time: Number(process.hrtime.bigint() - start) / 1e6, cpu: Number.NaN, peak: Number.NaN }
}

/** The median of several runs, each thing taken in turn so that a busy moment hits all of them. */
export function compare(programs, rounds) {
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

export function print(label, { time, cpu, peak }, note = '') {
  const rest = Number.isNaN(cpu)
    ? ''
    : `  CPU ${cpu.toFixed(0).padStart(6)} ms  peak ${peak.toFixed(0).padStart(4)} MB`
  console.log(`${label.padEnd(44)} ${time.toFixed(0).padStart(6)} ms${rest}  ${note}`)
}
