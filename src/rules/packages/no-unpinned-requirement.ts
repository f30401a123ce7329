import { packageLists } from '../../deployment/package-lists.ts'
import { defineRule } from '../../engine/rule.ts'

const DOCKERFILE = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n'

export default defineRule({
  id: 'no-unpinned-requirement',
  on: 'project',
  severity: 'warning',
  category: 'reliability',
  summary: 'What an image installs from a requirements file has versions.',
  why: 'The same commit gives another image next week, and the one that broke cannot be built again as it was.',
  bad: [
    {
      Dockerfile: DOCKERFILE,
      'requirements.txt':
        '# web\n«flask»\nredis==5.2.1\n«uvicorn[standard]>=0.30» ; python_version > "3.8"\n«Django~=5.1.0»  # LTS\n«boto3==1.*»\n-r more.txt\n',
      'more.txt': '«celery @ git+https://github.com/celery/celery.git»\n',
    },
    {
      'render.yaml':
        'services:\n  - type: web\n    name: api\n    runtime: python\n    rootDir: api\n    buildCommand: pip install -r requirements.txt\n',
      'api/requirements.txt': '«flask»\n',
    },
  ],
  good: [
    {
      Dockerfile: DOCKERFILE,
      'requirements.txt':
        'flask==3.1.0\nredis===5.2.1 \\\n  --hash=sha256:abc\nlib @ https://example.com/lib-1.0-py3-none-any.whl\n./local\n-e .\n--index-url https://example.com/simple\ncelery @ git+https://github.com/celery/celery.git@v5.4.0\n',
    },
    { Dockerfile: DOCKERFILE.replace('-r', '-c constraints.txt -r'), 'requirements.txt': 'flask\n' },
    // Nothing of production installs it.
    { 'Dockerfile.dev': DOCKERFILE, 'requirements.txt': 'flask\n' },
    { 'requirements.txt': 'flask\n' },
  ],

  *check(project) {
    const seen = new Set<string>()
    for (const { requirements, hasConstraints, installedBy } of packageLists(project)) {
      for (const { name, span, isPinned } of hasConstraints ? [] : requirements) {
        const key = `${span.path}:${span.start}`
        if (isPinned || seen.has(key)) continue
        seen.add(key)
        yield {
          at: span,
          message: `${name} comes in whatever version fits on the day of the build; write ${name}==<version>.`,
          related: [{ at: installedBy.span, message: 'It is installed here.' }],
        }
      }
    }
  },
})
