import { neglectedList } from '../../deployment/dependency-updates.ts'
import { defineRule } from '../../engine/rule.ts'

const CI = 'on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm test\n'

export default defineRule({
  id: 'require-dependency-updates',
  on: 'project',
  severity: 'info',
  category: 'security',
  summary: 'Somebody hears of packages with known holes: an updater, or an audit in CI.',
  why: 'Packages that were fine on the day of the release are broken into by the dozen a year later, and nobody is told.',
  bad: [
    { '.github/workflows/ci.yml': CI, 'package.json': '«»{ "name": "shop" }\n' },
    { '.gitlab-ci.yml': 'test:\n  script: pytest\n', 'api/requirements.txt': '«»flask==3.1.0\n' },
  ],
  good: [
    { '.github/workflows/ci.yml': CI, 'package.json': '{}\n', '.github/dependabot.yml': 'version: 2\n' },
    { '.github/workflows/ci.yml': CI, 'package.json': '{}\n', 'renovate.json': '{}\n' },
    { '.github/workflows/ci.yml': `${CI}      - run: npm audit --omit=dev\n`, 'package.json': '{}\n' },
    {
      '.gitlab-ci.yml': 'include:\n  - template: Jobs/Dependency-Scanning.gitlab-ci.yml\n',
      'go.mod': 'module a\n',
    },
    // Nobody knows where it is hosted.
    { 'package.json': '{}\n' },
    { '.github/workflows/ci.yml': CI },
  ],

  *check(project) {
    const path = neglectedList(project)
    if (path === undefined) return
    yield {
      at: { path, start: 0, end: 0 },
      message: `Nobody hears when a package of ${path} gets a known hole: there is no Dependabot or Renovate configuration and no audit in CI; add .github/dependabot.yml, or a step such as "npm audit".`,
    }
  },
})
