import { spawnSync } from 'node:child_process'

const packages = {
  shellcheck: 'apt-get install shellcheck',
  nginx: 'apt-get install nginx',
  kubectl: 'https://kubernetes.io/docs/tasks/tools/',
  helm: 'https://helm.sh/docs/intro/install/',
} as const
/** No package of Debian has them as they are now, so that CI does without. */
const OPTIONAL: ReadonlySet<string> = new Set(['kubectl', 'helm'])
const known = new Map<string, boolean>()

/**
 * Whether a program is there that some tests run. One that is not is said once, with how to get it.
 * @throws where PLIMSOLL_REQUIRE_PROGRAMS is 1, as on CI: nothing may be skipped there
 */
export function isInstalled(program: keyof typeof packages): boolean {
  const before = known.get(program)
  if (before !== undefined) return before
  const isThere = spawnSync(program, ['-v']).error === undefined
  known.set(program, isThere)
  if (isThere) return true
  const message = `${program} is not installed: ${packages[program]}`
  if (process.env.PLIMSOLL_REQUIRE_PROGRAMS === '1' && !OPTIONAL.has(program)) throw new Error(message)
  console.log(`Tests are skipped, since ${message}`)
  return false
}
