import { nameOfAction, type RepositoryAction, versionOfAction } from './action-reference.ts'

/** The Node that an action is made for. */
type NodeVersion = 12 | 16 | 20 | 24

/**
 * From which version on an action is made for which Node, read from the `action.yml` of their tags in August
 * 2026. What is older than the first line or not in here is not known. A number means nothing across actions:
 * upload-artifact v5 is made for Node 20, checkout v5 for Node 24.
 */
const RUNTIMES: Readonly<Record<string, string>> = {
  'actions/checkout': '2 node12, 3 node16, 4 node20, 5 node24',
  'actions/setup-node': '1 node12, 3 node16, 4 node20, 5 node24',
  'actions/setup-python': '1 node12, 3 node16, 5 node20, 6 node24',
  'actions/setup-go': '1 node12, 3 node16, 5 node20, 6.2 node24',
  'actions/setup-java': '1 node12, 3 node16, 4 node20, 5 node24',
  'actions/setup-dotnet': '1 node12, 3 node16, 4 node20, 5 node24',
  'actions/cache': '1 node12, 3 node16, 4 node20, 5 node24',
  'actions/cache/restore': '3 node16, 4 node20, 5 node24',
  'actions/cache/save': '3 node16, 4 node20, 5 node24',
  'actions/upload-artifact': '2 node12, 3 node16, 4 node20, 6 node24',
  'actions/download-artifact': '2 node12, 3 node16, 4 node20, 7 node24',
  'actions/github-script': '1 node12, 6 node16, 7 node20, 8 node24',
  'docker/setup-buildx-action': '1 node12, 2 node16, 3 node20, 4 node24',
  'docker/build-push-action': '2 node12, 3 node16, 5 node20, 7 node24',
  'docker/login-action': '1 node12, 2 node16, 3 node20, 4 node24',
  'docker/metadata-action': '1 node12, 4 node16, 5 node20, 6 node24',
  'docker/setup-qemu-action': '1 node12, 2 node16, 3 node20, 4 node24',
}

/** A tag that was made for a newer Node than its numbers tell. */
const ODD_TAGS = new Set(['actions/download-artifact@3.1.0'])

/**
 * When an action's Node is deprecated, from when its actions run on a newer one, and when the runner drops it
 * (actions/runner, August 2026; those of Node 20 are scheduled and may move).
 */
const DATES: Readonly<
  Record<number, { readonly deprecated: string; readonly forced: string; readonly removed: string }>
> = {
  12: { deprecated: '2022-09-22', forced: '2023-06-14', removed: '2023-08-10' },
  16: { deprecated: '2023-09-22', forced: '2024-06-03', removed: '2024-10-16' },
  20: { deprecated: '2025-09-19', forced: '2026-06-16', removed: '2026-09-16' },
}

/** An action whose Node the runner drops or has dropped. */
export interface OldRuntime {
  readonly node: NodeVersion
  readonly isRemoved: boolean
  /** Since when, or from when on, it runs under a Node that it is not made for. */
  readonly forced: Date
  /** When the runner dropped or will drop its Node. */
  readonly removed: Date
  /** What it runs under today. */
  readonly runsOn: NodeVersion
  /** The lowest version that is made for Node 24. */
  readonly moveTo: string
}

/** The runtime of an action, if it is deprecated on a day; undefined, too, where nobody knows it. */
export function oldRuntimeOf(action: RepositoryAction, now: Date): OldRuntime | undefined {
  const name = nameOfAction(action).toLowerCase()
  const version = versionOfAction(action)
  const lines = Object.hasOwn(RUNTIMES, name) ? readLines(RUNTIMES[name]!) : []
  if (!version || ODD_TAGS.has(`${name}@${version.join('.')}`)) return undefined
  const { node } = lines.findLast(({ from }) => !isOlder(version, from)) ?? {}
  const current = lines.find((line) => line.node === 24)
  const dates = node === undefined ? undefined : DATES[node]
  if (node === undefined || !dates || !current || now < new Date(dates.deprecated)) return undefined
  const { from } = current
  return {
    node,
    isRemoved: now >= new Date(dates.removed),
    forced: new Date(dates.forced),
    removed: new Date(dates.removed),
    runsOn: runsOn(node, now),
    moveTo: `v${from.length === 1 ? from[0] : [...from, 0, 0].slice(0, 3).join('.')}`,
  }
}

function runsOn(node: NodeVersion, now: Date): NodeVersion {
  const isForced = (own: number) => now >= new Date(DATES[own]!.forced)
  if (node !== 24 && isForced(20)) return 24
  if (node < 20 && isForced(16)) return 20
  return node === 12 && isForced(12) ? 16 : node
}

function readLines(text: string): { from: readonly number[]; node: NodeVersion }[] {
  return text.split(', ').map((line) => {
    const [version = '', node = ''] = line.split(' ')
    return { from: version.split('.').map(Number), node: Number(node.slice('node'.length)) as NodeVersion }
  })
}

/** Whether a version is older than another; one of fewer numbers is the newest that begins so. */
export function isOlder(version: readonly number[], than: readonly number[]): boolean {
  for (let index = 0; index < than.length; index += 1) {
    const own = version[index] ?? Number.POSITIVE_INFINITY
    if (own !== than[index]) return own < than[index]!
  }
  return false
}
