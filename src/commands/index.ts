import { Alerts } from './alerts.ts'
import { Config } from './config.ts'
import { Env } from './env.ts'
import { Explain } from './explain.ts'
import { Graph } from './graph.ts'
import { Lint } from './lint.ts'
import { PolicyCheck } from './policy-check.ts'
import { PolicyTest } from './policy-test.ts'
import { Probe } from './probe.ts'
import { Rules } from './rules.ts'
import { Status } from './status.ts'
import { Verify } from './verify.ts'

export { commandNotFound } from './command-not-found.ts'
export { Help } from './help.ts'
export { main } from './main.ts'

/** Every command by its id; `:` stands where a blank is typed. */
export const COMMANDS = {
  lint: Lint,
  probe: Probe,
  verify: Verify,
  alerts: Alerts,
  explain: Explain,
  rules: Rules,
  config: Config,
  graph: Graph,
  env: Env,
  status: Status,
  'policy:check': PolicyCheck,
  'policy:test': PolicyTest,
}
