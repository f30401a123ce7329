import { markOf } from './environment-marks.ts'
import { nameOf } from './paths.ts'
import type { Project } from './project.ts'

const LISTS =
  /^(?:package\.json|requirements\.txt|pyproject\.toml|Pipfile|go\.mod|Cargo\.toml|Gemfile|composer\.json|pom\.xml|build\.gradle(?:\.kts)?)$/
const UPDATERS =
  /^(?:\.github\/dependabot\.ya?ml|\.gitlab\/dependabot\.ya?ml|(?:\.github\/|\.gitlab\/)?renovate\.json5?|\.renovaterc(?:\.json5?)?|\.github\/renovate-config\.js|\.snyk|\.mend|\.whitesource)$/
const PIPELINES =
  /^(?:\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml|\.circleci\/config\.ya?ml|\.woodpecker(?:\/.+)?\.ya?ml|bitbucket-pipelines\.ya?ml|azure-pipelines\.ya?ml|\.drone\.ya?ml|\.travis\.ya?ml|Jenkinsfile|Makefile|justfile|\.pre-commit-config\.ya?ml)$/
const AUDITS =
  /\b(?:npm|pnpm|yarn(?: npm)?|bun|composer|cargo|bundle(?:r-)?|bundler) ?-?audit\b|\bpip-audit\b|\bsafety (?:check|scan)\b|\bgovulncheck\b|\bosv-scanner\b|\btrivy\b|\bgrype\b|\bsnyk\b|\bdependency-review-action\b|\bdependency-check\b|\brenovate\b|\baudit-ci\b|\bdocker scout\b|\bGemnasium\b|Dependency-Scanning|\bbearer\b|\bsocket(?:-?security)\b/i

/** The list of packages that nobody keeps up to date, if the project's own files show that nobody does. */
export function neglectedList({ files, isPart }: Project): string | undefined {
  const { paths } = files
  const pipelines = paths.filter((path) => PIPELINES.test(path))
  // Where the project is hosted, and what its host does, only such files tell.
  const isHosted = paths.some((path) =>
    /^\.(?:github|gitlab|gitea|forgejo)\/|^\.gitlab-ci\.ya?ml$/.test(path),
  )
  if (isPart || !isHosted || paths.some((path) => UPDATERS.test(path))) return undefined
  if (pipelines.some((path) => AUDITS.test(files.text(path) ?? ''))) return undefined
  const lists = paths.filter(
    (path) => LISTS.test(nameOf(path)) && markOf(path) !== 'example' && markOf(path) !== 'test',
  )
  if (
    lists.some((path) =>
      /"renovate"\s*:|\baudit\b/.test(path.endsWith('package.json') ? (files.text(path) ?? '') : ''),
    )
  )
    return undefined
  return lists.sort((a, b) => a.split('/').length - b.split('/').length)[0]
}
