import type { Environment, EnvironmentKind, EnvironmentPolicy } from './environment.ts'

const KINDS: Readonly<Record<string, EnvironmentKind>> = {
  production: 'production',
  prod: 'production',
  live: 'production',
  staging: 'staging',
  stage: 'staging',
  preprod: 'staging',
  development: 'local',
  develop: 'local',
  dev: 'local',
  local: 'local',
  debug: 'local',
  test: 'test',
  tests: 'test',
  testing: 'test',
  ci: 'test',
  e2e: 'test',
  example: 'example',
  examples: 'example',
  sample: 'example',
  samples: 'example',
  template: 'example',
  tpl: 'example',
  dist: 'example',
}

/** Folders of which only the whole name is a mark; `dist` and `stage` as folders mean something else. */
const NOT_A_FOLDER_MARK = new Set(['dist', 'stage', 'debug', 'template', 'tpl'])

/**
 * The environment that a path marks its file for, by convention: a part of the file name
 * (`compose.prod.yaml`, `.env.production`), else the nearest folder with such a name (`docker/local/…`).
 * An example stays an example whatever else the name says (`.env.production.example`).
 */
export function markOf(path: string): EnvironmentKind | undefined {
  const folders = path.toLowerCase().split('/')
  const name = folders.pop() ?? ''
  const inName = name
    .split(/[._-]/)
    .map((part) => KINDS[part])
    .filter((kind) => kind !== undefined)
  if (inName.includes('example')) return 'example'
  if (inName.length > 0) return inName.at(-1)
  for (const folder of folders.reverse()) {
    const kind = NOT_A_FOLDER_MARK.has(folder) ? undefined : KINDS[folder]
    if (kind) return kind
  }
  return undefined
}

/**
 * A path without what marks it for an environment, and with one spelling for Docker's own names, so that files
 * of the same purpose have the same: `docker/local/docker-compose.yml` is `docker/compose.yaml`.
 */
export function withoutMarks(path: string): string {
  const folders = path.toLowerCase().split('/')
  const name = (folders.pop() ?? '').replace(/\.yml$/, '.yaml')
  const kept = folders.filter((folder) => KINDS[folder] === undefined || NOT_A_FOLDER_MARK.has(folder))
  const parts = name.split(/([._-])/).filter((part) => KINDS[part] === undefined)
  const plain = parts
    .join('')
    .replace(/[._-]{2,}/g, '.')
    .replace(/^docker-/, '')
  return [...kept, plain].join('/')
}

/** What kind of environment a policy's name for it means; a name of one's own counts as production. */
export function kindOfEnvironment(policy: EnvironmentPolicy): EnvironmentKind {
  return policy.kind ?? KINDS[policy.name.toLowerCase()] ?? 'production'
}

/** The environment a file stands for on its own, outside every deployment. */
export function environmentOfMark(mark: EnvironmentKind | undefined): Environment {
  return makeEnvironment({ name: mark ?? 'default' }, mark ?? 'unmarked')
}

/** An environment of a given kind. */
export function makeEnvironment(policy: EnvironmentPolicy, kind: Environment['kind']): Environment {
  const isProduction = kind === 'production' || kind === 'staging' || kind === 'unmarked'
  return { name: policy.name, kind, isProduction, policy }
}
