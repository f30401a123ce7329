import { missingBuildFile } from '../../deployment/workflows/image-builds.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'

const build = (inputs: string, before = '- uses: actions/checkout@v5') =>
  ci(`${before}\n- uses: docker/build-push-action@v7\n  with:\n${inputs.replace(/^/gm, '    ')}`)
const FILES = { 'api/Dockerfile': 'FROM alpine:3.22\n', 'api/main.py': '' }

export default defineRule({
  id: 'no-missing-dockerfile-in-workflow',
  on: 'step',
  severity: 'error',
  category: 'correctness',
  summary: 'The Dockerfile that a workflow builds is in the project.',
  why: 'The build fails, mostly on the day of the release that it was written for.',
  bad: [
    { ...FILES, ...build('context: api\nfile: «api/Dockerfile.prod»') },
    { ...FILES, ...build('context: «web»\npush: true') },
    { ...FILES, ...build('file: «docker/Dockerfile»') },
  ],
  good: [
    { ...FILES, ...build('context: api\nfile: ./api/Dockerfile') },
    { ...FILES, ...build('context: "{{defaultContext}}:api"') },
    { ...FILES, ...build('context: ${{ matrix.folder }}\nfile: ${{ matrix.folder }}/Dockerfile') },
    { ...FILES, ...build('context: https://github.com/acme/web.git') },
    // Another repository, and what a step makes first.
    { ...FILES, ...build('context: web', '- uses: actions/checkout@v5\n  with:\n    repository: acme/web') },
    { ...FILES, ...build('context: out', '- run: make out') },
  ],

  *check(step, { project }) {
    const missing = missingBuildFile(step, project)
    if (!missing) return
    yield {
      at: missing.at,
      message: `${step.label} builds ${missing.path}, and the project has no such file; name the one that is meant, or add it.`,
    }
  },
})
