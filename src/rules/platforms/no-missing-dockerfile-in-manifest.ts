import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-missing-dockerfile-in-manifest',
  on: 'platformService',
  severity: 'error',
  category: 'correctness',
  summary: 'The Dockerfile that the manifest of a hosting platform names is in the project.',
  why: 'The platform cannot build the service, and the next deploy fails.',
  bad: [
    {
      'render.yaml':
        'services:\n  - type: web\n    name: api\n    runtime: docker\n    dockerfilePath: «./docker/Dockerfile»\n',
      'api/Dockerfile': 'FROM alpine:3.22\n',
    },
    { 'railway.toml': '[build]\nbuilder = "DOCKERFILE"\ndockerfilePath = «"Dockerfile.prod"»\n' },
    { 'fly.toml': 'app = "shop"\n[build]\n  dockerfile = «"Dockerfile.web"»\n' },
  ],
  good: [
    {
      'render.yaml':
        'services:\n  - type: web\n    name: api\n    runtime: docker\n    rootDir: api\n    dockerfilePath: ./Dockerfile\n  - type: web\n    name: other\n    runtime: docker\n    repo: https://github.com/acme/other\n    dockerfilePath: ./deploy/Dockerfile\n',
      'api/Dockerfile': 'FROM alpine:3.22\n',
    },
    {
      'railway.toml': '[build]\ndockerfilePath = "/api/Dockerfile"\n',
      'api/Dockerfile': 'FROM alpine:3.22\n',
    },
    { 'fly.toml': 'app = "shop"\n[build]\n  image = "flyio/hellofly:latest"\n' },
  ],

  *check({ dockerfile, platform, name }, { project }) {
    if (!dockerfile || dockerfile.candidates.length === 0 || project.isPart) return
    if (!dockerfile.candidates.every((path) => project.files.kindOf(path) === 'missing')) return
    yield {
      at: dockerfile.path.span,
      message: `${platform} is to build ${name.value} from ${dockerfile.path.value}, and the project has no such file; name the one that is meant, or add it.`,
    }
  },
})
