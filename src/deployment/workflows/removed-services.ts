import type { Located } from '../../span.ts'
import { nameOfAction, type RepositoryAction, versionOfAction } from './action-reference.ts'
import { isOlder } from './action-runtimes.ts'

interface CutOff {
  readonly below: readonly number[]
  /** The first major that the row is about; all where undefined. */
  readonly above?: number
  readonly day: string
  readonly moveTo: string
}

const ARTIFACTS: readonly CutOff[] = [
  { below: [3], day: '2024-06-30', moveTo: 'v4 or later' },
  { below: [4], day: '2025-01-30', moveTo: 'v4 or later' },
]
const CACHES: readonly CutOff[] = [
  { below: [3], day: '2025-03-01', moveTo: 'v4 or later' },
  { below: [3, 4, 0], above: 3, day: '2025-03-01', moveTo: 'v3.4.0, or v4 or later' },
  { below: [4, 2, 0], above: 4, day: '2025-03-01', moveTo: 'v4.2.0 or later' },
]

/** Versions that talk to a service of GitHub which is shut down, so that each run of them fails. */
const CUT_OFF: Readonly<Record<string, readonly CutOff[]>> = {
  'actions/upload-artifact': ARTIFACTS,
  'actions/download-artifact': ARTIFACTS,
  'actions/cache': CACHES,
  'actions/cache/restore': CACHES,
  'actions/cache/save': CACHES,
}

/** The end of what an action or a job stands on. */
export interface Shutdown {
  readonly day: Date
  readonly moveTo: string
}

/** When the service behind a version of an action was or will be shut down. */
export function shutdownOf(action: RepositoryAction): Shutdown | undefined {
  const name = nameOfAction(action).toLowerCase()
  const version = versionOfAction(action)
  const rows = Object.hasOwn(CUT_OFF, name) ? CUT_OFF[name]! : []
  const row =
    version && rows.find(({ below, above }) => isOlder(version, below) && (version[0] ?? 0) >= (above ?? 0))
  return row && { day: new Date(row.day), moveTo: row.moveTo }
}

/** Runner images of GitHub and the days on which they were or will be taken away (actions/runner-images). */
const IMAGES: Readonly<Record<string, readonly [day: string, moveTo: string]>> = {
  'ubuntu-16.04': ['2021-09-20', 'ubuntu-24.04'],
  'ubuntu-18.04': ['2023-04-03', 'ubuntu-24.04'],
  'ubuntu-20.04': ['2025-04-15', 'ubuntu-24.04'],
  'macos-10.15': ['2023-03-31', 'macos-15'],
  'macos-11': ['2024-06-28', 'macos-15'],
  'macos-12': ['2024-12-03', 'macos-15'],
  'macos-13': ['2025-12-04', 'macos-15'],
  'macos-14': ['2026-11-02', 'macos-15'],
  'windows-2016': ['2022-04-01', 'windows-2022'],
  'windows-2019': ['2025-06-30', 'windows-2022'],
}

/** When a runner image was or will be taken away; those of larger machines go with it. */
export function endOfRunner({ value }: Located<string>): Shutdown | undefined {
  const image = value.toLowerCase().replace(/-(?:large|xlarge)$/, '')
  const row = Object.hasOwn(IMAGES, image) ? IMAGES[image] : undefined
  return row && { day: new Date(row[0]), moveTo: row[1] }
}
