import { spawnSync } from 'node:child_process'

const packages = { shellcheck: 'shellcheck', nginx: 'nginx' } as const
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
  const message = `${program} is not installed: apt-get install ${packages[program]}`
  if (process.env.PLIMSOLL_REQUIRE_PROGRAMS === '1') throw new Error(message)
  console.log(`Tests are skipped, since ${message}`)
  return false
}
