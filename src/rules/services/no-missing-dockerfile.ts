import { dockerfilesIn, isInSubmodule } from '../../deployment/dockerfile-places.ts'
import { folderOf, nameOf } from '../../deployment/paths.ts'
import { nearest } from '../../engine/nearest-name.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-missing-dockerfile',
  on: 'service',
  severity: 'error',
  category: 'correctness',
  summary: 'The Dockerfile that a service is built with exists.',
  why: 'The build stops at once, on the machine where it matters.',
  bad: [
    {
      'compose.yaml':
        'services:\n  api:\n    build:\n      context: .\n      dockerfile: «Dockerfile.prod»\n',
      'Dockerfile.production': 'FROM node:24\n',
    },
    { 'compose.yaml': 'services:\n  api:\n    build: «./api»\n', 'api/package.json': '{}\n' },
    // A Dockerfile is looked for from the context, not from the compose file.
    {
      'docker/compose.yaml':
        'services:\n  api:\n    build:\n      context: ..\n      dockerfile: «./Dockerfile»\n',
      'docker/Dockerfile': 'FROM node:24\n',
    },
  ],
  good: [
    {
      'docker/compose.yaml':
        'services:\n  api:\n    build:\n      context: ..\n      dockerfile: docker/Dockerfile\n',
      'docker/Dockerfile': 'FROM node:24\n',
    },
    { 'compose.yaml': 'services:\n  api:\n    build: .\n', dockerfile: 'FROM node:24\n' },
    {
      'compose.yaml':
        'services:\n  a:\n    build:\n      dockerfile_inline: FROM node:24\n  b:\n    build:\n      dockerfile: Dockerfile.${VARIANT}\n  c:\n    build:\n      dockerfile: ../shared/Dockerfile\n  d:\n    build: https://github.com/acme/d.git\n',
    },
    // Checked out only when somebody asks git for it.
    {
      'compose.yaml': 'services:\n  api:\n    build: ./api\n',
      '.gitmodules': '[submodule "api"]\n\tpath = api\n\turl = https://github.com/acme/api.git\n',
      'api/.gitkeep': '',
    },
  ],

  *check({ name, build }, { project }) {
    if (build?.contextState !== 'directory' || build.dockerfileState !== 'missing') return
    const { context, contextPath, dockerfile, dockerfilePath } = build
    if (dockerfilePath === undefined || isInSubmodule(dockerfilePath, project.files)) return
    const similar = similarDockerfile(dockerfile?.value ?? 'Dockerfile', dockerfilesIn(project, contextPath!))
    const advice = similar ? ` Did you mean dockerfile: ${similar}?` : ''
    yield {
      at: (dockerfile ?? context).span,
      message: `${name.value} is built with ${dockerfilePath}, which does not exist.${advice}`,
    }
  },
})

/** One of nearly the same name, if it lies in the same folder or only in another one. */
function similarDockerfile(wanted: string, there: readonly string[]): string | undefined {
  const path = wanted.replace(/^\.\//, '')
  const near = there.filter((each) => folderOf(each) === folderOf(path) || nameOf(each) === nameOf(path))
  return nearest(path, near) ?? (near.length === 1 ? near[0] : undefined)
}
